export { ClientConsents } from './ClientConsents';
export { ImportPage } from './ImportPage';
export { ProofPage } from './ProofPage';
export { PurposesPage } from './PurposesPage';
