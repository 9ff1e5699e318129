export { LoginPage } from './LoginPage';
export { logOut, sessionQuery, sessionSchema, useSession, type Session } from './session';
