export { Frame } from './Frame';
export { Notices } from './Notices';
export { ThemeSync, themeManager } from './ThemeSync';
export { WizardFrame } from './WizardFrame';
