export { EventKindsPage } from './EventKindsPage';
export { FieldsPage } from './FieldsPage';
