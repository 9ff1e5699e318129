import { septets, septetsOf } from './gsm7';

/**
 * What to write in GSM-7 instead of what it does not have. The same rules as on the server; Cyrillic letters are spelt as in
 * passports (ICAO Doc 9303). Letters stand as code points, because no text may be written into the interface's code.
 */
const FIRST = 0x430;
/** For U+0430 to U+044F, in their order. */
const LATIN = 'a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia'.split(' ').map((latin) => (latin === '-' ? '' : latin));
/** Small letters of Russian, Ukrainian and Belarusian outside the row. */
const MORE: Record<number, string> = { 0x451: 'e', 0x456: 'i', 0x457: 'i', 0x454: 'ie', 0x491: 'g', 0x45e: 'u' };

const CAPITALS = [0x410, 0x412, 0x415, 0x41a, 0x41c, 0x41d, 0x41e, 0x420, 0x421, 0x422, 0x423, 0x425, 0x405, 0x406, 0x408];
const SMALL = [0x430, 0x435, 0x43e, 0x440, 0x441, 0x443, 0x445, 0x455, 0x456, 0x458];
const LOOK_ALIKE = new Map([...CAPITALS, ...SMALL].map((code, index) => [code, 'ABEKMHOPCTYXSIJaeopcyxsij'.charAt(index)]));

const SIGNS = new Map<string, string>(
    (
        [
            ['"', '“”„‟«»″〝〞'],
            ["'", '‘’‚‛`´′ʹʻʼˈ‹›'],
            ['-', '‐‑‒–—―−⁃'],
            ['*', '•·∙●▪■★☆'],
            ['/', '⁄∕÷'],
            ['|', '¦'],
            ['<', '←'],
            ['>', '→'],
            ['<=', '≤'],
            ['>=', '≥'],
            ['!=', '≠'],
            ['~', '≈'],
            ['+/-', '±'],
            ['x', '×'],
            ['1/4', '¼'],
            ['1/2', '½'],
            ['3/4', '¾'],
            ['No', '№'],
            ['(c)', '©'],
            ['(R)', '®'],
            ['deg', '°'],
            ['u', 'µ'],
            ['c', '¢'],
            ['RUB', '₽'],
            ['UAH', '₴'],
            ['KZT', '₸'],
            ['INR', '₹'],
            ['oe', 'œ'],
            ['OE', 'Œ'],
            ['l', 'ł'],
            ['L', 'Ł'],
            ['d', 'đð'],
            ['D', 'ĐÐ'],
            ['h', 'ħ'],
            ['H', 'Ħ'],
            ['th', 'þ'],
            ['Th', 'Þ'],
            ['i', 'ı'],
            ['SS', 'ẞ'],
            ['\n', '\u0085\u000B\u2028\u2029'],
            [' ', '\t\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000'],
            // Soft hyphen, zero-width blanks and joiners, direction marks, variation selectors.
            ['', '\u00AD\u200B\u200C\u200D\u2060\uFEFF\u200E\u200F\u061C\uFE0E\uFE0F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'],
        ] as const
    ).flatMap(([latin, characters]) => [...characters].map((character): [string, string] => [character, latin])),
);

const isLetter = (character: string) => /^\p{L}/u.test(character);
const isUpper = (character: string) => character !== character.toLowerCase();

export function isCyrillic(character: string): boolean {
    return /^\p{Script=Cyrillic}/u.test(character);
}

/** The Latin spelling of the letter at a position; null when it is none of ours. */
function spelt(text: string, at: number): string | null {
    const letter = text.charAt(at);
    const small = letter.toLowerCase();
    const code = small.charCodeAt(0);
    const latin = LATIN[code - FIRST] ?? MORE[code];
    if (latin === undefined) return null;
    if (letter === small || latin === '') return latin;
    return latin.charAt(0).toUpperCase() + (inCapitals(text, at) ? latin.slice(1).toUpperCase() : latin.slice(1));
}

function inCapitals(text: string, at: number): boolean {
    const after = text.charAt(at + 1);
    if (after !== '' && isLetter(after)) return isUpper(after);
    const before = text.charAt(at - 1);
    return before !== '' && isLetter(before) && isUpper(before);
}

/** One letter that only Cyrillic has makes its whole word Cyrillic. */
function onlyLookAlikes(text: string, at: number): boolean {
    let start = at;
    while (start > 0 && isLetter(text.charAt(start - 1))) start -= 1;
    for (let i = start; i < text.length && isLetter(text.charAt(i)); i += 1) {
        if (isCyrillic(text.charAt(i)) && !LOOK_ALIKE.has(text.charCodeAt(i))) return false;
    }
    return true;
}

function sign(character: string): string | null {
    const known = SIGNS.get(character);
    if (known !== undefined) return known;
    // Accents come off; ligatures, full-width and circled forms fall apart into plain letters.
    const plain = character.normalize('NFKD').replace(/\p{Mn}/gu, '');
    return septets(plain) === null ? null : plain;
}

/** What says the same in GSM-7: empty for the invisible, null when nothing does. */
export function replacementOf(text: string, at: number, character: string): string | null {
    if (!isCyrillic(character)) return sign(character);
    const alike = LOOK_ALIKE.get(character.codePointAt(0) ?? 0);
    return alike !== undefined && onlyLookAlikes(text, at) ? alike : spelt(text, at);
}

/** The text in Latin letters; whatever has no Latin form stays. */
export function transliterate(text: string): string {
    // A letter may come as two code points; composed it is in the table.
    const composed = text.normalize('NFC');
    let latin = '';
    let at = 0;
    for (const character of composed) {
        const replaced = isCyrillic(character) ? spelt(composed, at) : character.length > 1 || septetsOf(character) === 0 ? sign(character) : null;
        latin += replaced ?? character;
        at += character.length;
    }
    return latin;
}
