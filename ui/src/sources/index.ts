export { EditSourcePage } from './EditSourcePage';
export { NewSourcePage } from './NewSourcePage';
export { RunPage } from './RunPage';
export { SourcePage } from './SourcePage';
export { SourcesPage } from './SourcesPage';
