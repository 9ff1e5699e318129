export { ListsPage } from './ListsPage';
export { NewListPage } from './NewListPage';
