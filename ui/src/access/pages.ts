// The pages one seldom opens; they are fetched when one does.
export { PasswordPage } from './PasswordPage';
export { ProfilePage } from './ProfilePage';
export { SetupPage } from './SetupPage';
