export { LoginPage } from './LoginPage';
export { forgetPages, keepLanguage, keepSession, logOut, practise, sessionQuery, useSession } from './api';
export { can, type Right } from './rights';
export { ROLES, type Role, type Session } from './session';
