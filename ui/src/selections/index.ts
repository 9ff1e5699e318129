export { EditSelectionPage } from './EditSelectionPage';
export { NewSelectionPage } from './NewSelectionPage';
export { SelectionPage } from './SelectionPage';
export { SelectionsPage } from './SelectionsPage';
