/** Letter case and the dots of ё do not matter when one looks for a word. */
export function plain(text: string): string {
    return text.toLowerCase().normalize('NFD').replace(/\u0308/g, '').trim();
}
