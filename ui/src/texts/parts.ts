import { septets, septetsOf } from './gsm7';
import { replacementOf } from './latin';

export type Alphabet = 'gsm7' | 'unicode';

/** A character that makes a mostly Latin text Unicode; `at` and `length` in UTF-16 units, `replacement` null when nothing fits. */
export type Offender = { at: number; length: number; character: string; replacement: string | null };

/** How large a text is on the air. */
export type Size = {
    alphabet: Alphabet;
    /** Septets or UTF-16 units; headers are not counted. */
    size: number;
    parts: number;
    /** What this many parts hold. */
    capacity: number;
    /** Where the second and each later part begins, in UTF-16 units. */
    breaks: number[];
    offenders: Offender[];
};

const ROOM = { gsm7: { single: 160, multi: 153 }, unicode: { single: 70, multi: 67 } } as const;

/** What a number of parts holds, in units of the alphabet. */
export function capacityOf(alphabet: Alphabet, parts: number): number {
    const { single, multi } = ROOM[alphabet];
    return parts <= 1 ? single : parts * multi;
}

/** Counts a text as it is sent, variables already filled in. Checked against the same vectors as the server's counter. */
export function countParts(text: string): Size {
    const inGsm = septets(text);
    const alphabet: Alphabet = inGsm === null ? 'unicode' : 'gsm7';
    const size = inGsm ?? text.length;
    const breaks = size <= ROOM[alphabet].single ? [] : breaksOf(text, alphabet);
    const parts = breaks.length + 1;
    return { alphabet, size, parts, capacity: capacityOf(alphabet, parts), breaks, offenders: inGsm === null ? offendersIn(text) : [] };
}

/** An escape pair and a surrogate pair stay in one part. */
function breaksOf(text: string, alphabet: Alphabet): number[] {
    const room = ROOM[alphabet].multi;
    const breaks: number[] = [];
    let used = 0;
    for (let at = 0; at < text.length; ) {
        const pair = alphabet === 'unicode' && isPair(text, at);
        const width = pair ? 2 : alphabet === 'unicode' ? 1 : septetsOf(text.charAt(at));
        if (used + width > room) {
            breaks.push(at);
            used = 0;
        }
        used += width;
        at += pair ? 2 : 1;
    }
    return breaks;
}

function isPair(text: string, at: number): boolean {
    return (text.codePointAt(at) ?? 0) > 0xffff;
}

/** The characters that make a mostly Latin text Unicode. None in a text of another script: naming every letter would help nobody. */
function offendersIn(text: string): Offender[] {
    let balance = 0;
    const found: Offender[] = [];
    let at = 0;
    for (const character of text) {
        const fits = character.length === 1 && septetsOf(character) > 0;
        if (/\p{L}/u.test(character)) balance += fits ? 1 : /\p{Script=Latin}/u.test(character) ? 0 : -1;
        if (!fits) found.push({ at, length: character.length, character, replacement: replacementOf(text, at, character) });
        at += character.length;
    }
    return balance < 0 ? [] : found;
}

/** Characters of a Unicode text that count more than one: emoji, and letters written as two code points. */
export function doublesIn(text: string): Offender[] {
    return [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)]
        .filter(({ segment }) => segment.length > 1 && segment !== '\r\n')
        .map(({ segment, index }) => {
            const composed = segment.normalize('NFC');
            return { at: index, length: segment.length, character: segment, replacement: composed.length < segment.length ? composed : instead(text, index, segment) };
        });
}

/** Between two sentences an emoji does the work of a full stop; elsewhere it can just go. */
function instead(text: string, at: number, character: string): string {
    const before = text.slice(0, at).trimEnd();
    const after = text.slice(at + character.length).trimStart();
    return /[\p{L}\p{N})»"]$/u.test(before) && (after === '' || /^\p{Lu}/u.test(after)) ? '.' : '';
}
