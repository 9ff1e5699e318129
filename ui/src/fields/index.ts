export { FieldsPage } from './FieldsPage';
