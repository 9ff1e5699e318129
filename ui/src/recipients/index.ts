export { ImportPage } from './ImportPage';
export { ImportsPage } from './ImportsPage';
export { RecipientPage } from './RecipientPage';
export { RecipientsPage } from './RecipientsPage';
