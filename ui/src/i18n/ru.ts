/** Every feature's Russian words. */
export const words = Object.assign({}, ...Object.values(import.meta.glob('../*/words.ru.json', { eager: true, import: 'default' })));
