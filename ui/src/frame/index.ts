export { Frame } from './Frame';
export { ThemeSync, themeManager } from './ThemeSync';
