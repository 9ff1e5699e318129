export { latestUsersQuery, usersQuery } from './api';
export { DepartmentsPage } from './DepartmentsPage';
export { KeysPage } from './KeysPage';
export { PeoplePage } from './PeoplePage';
