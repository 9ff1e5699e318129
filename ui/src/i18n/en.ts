/** Every feature's English words. */
export const words = Object.assign({}, ...Object.values(import.meta.glob('../*/words.en.json', { eager: true, import: 'default' })));
