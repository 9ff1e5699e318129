import { countParts, doublesIn, type Offender } from './parts';
import { bare, type Piece, splice, words } from './template';

/** A character that makes the text dearer, everywhere it stands; positions as in `template.ts`. */
export type Odd = { character: string; replacement: string | null; unicode: boolean; at: Offender[] };

/** What to underline: in a Latin text what forces Unicode, in any other what counts double. */
export function oddsIn(pieces: Piece[]): Odd[] {
    const text = bare(pieces);
    const { alphabet, offenders } = countParts(text);
    const unicode = offenders.length > 0;
    const found = unicode ? offenders : alphabet === 'unicode' ? doublesIn(text) : [];
    const groups = new Map<string, Odd>();
    for (const one of found) {
        const before = groups.get(one.character);
        if (before) before.at.push(one);
        else groups.set(one.character, { character: one.character, replacement: one.replacement, unicode, at: [one] });
    }
    return [...groups.values()];
}

/** The text without these characters, with their replacements where there are any. */
export function mended(pieces: Piece[], odds: Odd[]): Piece[] {
    const places = odds.flatMap(({ at }) => at).toSorted((one, other) => other.at - one.at);
    return places.reduce((now, { at, length, replacement }) => {
        const text = bare(now);
        // A full stop leans on its word, and two blanks should not meet where something went.
        const lean = (replacement === '.' || !replacement) && text.charAt(at - 1) === ' ' && /^(\s|$)/.test(text.slice(at + length));
        return splice(now, lean ? at - 1 : at, at + length, replacement ? [words(replacement)] : []);
    }, pieces);
}
