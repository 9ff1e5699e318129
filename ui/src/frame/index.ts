export { Frame } from './Frame';
export { Notices } from './Notices';
export { RecipientPlaces } from './RecipientPlaces';
export { ThemeSync, themeManager } from './ThemeSync';
export { WizardFrame } from './WizardFrame';
