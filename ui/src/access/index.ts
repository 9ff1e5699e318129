export { LoginPage } from './LoginPage';
export { logOut, sessionQuery, useSession } from './api';
export type { Session } from './session';
