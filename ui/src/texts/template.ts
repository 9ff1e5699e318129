/** A piece of a text: words as the reader sees them, or a variable, which counts as one character for the caret. */
export type Piece = { kind: 'words'; words: string } | Variable;
export type Variable = { kind: 'variable'; name: string; fallback: string | null };

export const words = (text: string): Piece => ({ kind: 'words', words: text });

/** A fallback has no way to say a brace, and its bar would be the second one. */
const plain = (text: string) => text.replace(/[{}|]/g, '').trim();

export function variable(name: string, fallback: string | null = null): Variable {
    return { kind: 'variable', name: plain(name), fallback: fallback === null ? null : plain(fallback) };
}

/**
 * Reads a text as the server does: `{name}`, `{name|fallback}`, and doubled braces for braces. Kinder than the server: a brace
 * without its pair is a brace, so that a text in the making can always be shown.
 */
export function parse(text: string): Piece[] {
    const pieces: Piece[] = [];
    let plainWords = '';
    const end = () => {
        if (plainWords !== '') pieces.push(words(plainWords));
        plainWords = '';
    };
    for (let at = 0; at < text.length; ) {
        const sign = text.charAt(at);
        const inside = sign === '{' && text.charAt(at + 1) !== '{' ? /^\{([^{}]*)\}/.exec(text.slice(at)) : null;
        const [name = '', ...fallback] = inside?.[1]?.split('|') ?? [];
        if (inside && name.trim() !== '') {
            end();
            pieces.push(variable(name, fallback.length > 0 ? fallback.join('|') : null));
            at += inside[0].length;
        } else {
            plainWords += sign;
            at += (sign === '{' || sign === '}') && text.charAt(at + 1) === sign ? 2 : 1;
        }
    }
    end();
    return pieces;
}

/** The text for the server; the inverse of `parse`. */
export function write(pieces: Piece[]): string {
    return pieces
        .map((piece) => {
            if (piece.kind === 'words') return piece.words.replace(/[{}]/g, '$&$&');
            return piece.fallback === null ? `{${piece.name}}` : `{${piece.name}|${piece.fallback}}`;
        })
        .join('');
}

/** Caret positions in a text: characters and variables alike are one. */
export function length(pieces: Piece[]): number {
    return pieces.reduce((sum, piece) => sum + (piece.kind === 'words' ? piece.words.length : 1), 0);
}

/** The pieces between two caret positions. */
export function slice(pieces: Piece[], from: number, to: number): Piece[] {
    const cut: Piece[] = [];
    let at = 0;
    for (const piece of pieces) {
        const size = piece.kind === 'words' ? piece.words.length : 1;
        const start = Math.max(from - at, 0);
        const end = Math.min(to - at, size);
        if (start < end) cut.push(piece.kind === 'words' ? words(piece.words.slice(start, end)) : piece);
        at += size;
    }
    return cut;
}

/** The pieces with something else between two caret positions; neighbouring words are joined. */
export function splice(pieces: Piece[], from: number, to: number, insert: Piece[]): Piece[] {
    const all = [...slice(pieces, 0, from), ...insert, ...slice(pieces, to, length(pieces))];
    return all.reduce<Piece[]>((joined, piece) => {
        const last = joined.at(-1);
        if (piece.kind === 'words' && last?.kind === 'words') return [...joined.slice(0, -1), words(last.words + piece.words)];
        return [...joined, piece];
    }, []);
}

/** The words with a blank for each variable: offsets in it are caret positions. */
export function bare(pieces: Piece[]): string {
    return pieces.map((piece) => (piece.kind === 'words' ? piece.words : ' ')).join('');
}

/** The text for one person. What has no value gets its fallback, then whatever `missing` makes of its name. */
export function fill(pieces: Piece[], values: ReadonlyMap<string, string>, missing: (name: string) => string = (name) => name): string {
    return pieces
        .map((piece) => (piece.kind === 'words' ? piece.words : values.get(piece.name) || (piece.fallback ?? missing(piece.name))))
        .join('');
}

/** What stood for each variable in a text that was rendered from these pieces; null when it was rendered from others. */
export function valuesIn(pieces: Piece[], rendered: string): Map<string, string> | null {
    const values = new Map<string, string>();
    let waiting: Variable | null = null;
    let at = 0;
    for (const [index, piece] of pieces.entries()) {
        if (piece.kind === 'variable') {
            if (waiting) values.set(waiting.name, values.get(waiting.name) ?? '');
            waiting = piece;
            continue;
        }
        const last = index === pieces.length - 1;
        const found = waiting === null ? at : last ? rendered.length - piece.words.length : rendered.indexOf(piece.words, at);
        if (found < at || !rendered.startsWith(piece.words, found)) return null;
        if (waiting) values.set(waiting.name, rendered.slice(at, found));
        waiting = null;
        at = found + piece.words.length;
    }
    if (waiting) values.set(waiting.name, rendered.slice(at));
    return fill(pieces, values) === rendered ? values : null;
}
