export type { Text, Wording } from './api';
export { countParts, type Size } from './parts';
export { SaveText } from './SaveText';
export { TextEditor } from './TextEditor';
export { NewTextPage, TextPage } from './TextPage';
export { TextPicker } from './TextPicker';
export { TextsPage } from './TextsPage';
