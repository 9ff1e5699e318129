/** A piece of a line: plain, bold, or a link into the product. */
export type Piece = { kind: 'text' | 'bold'; text: string } | { kind: 'link'; text: string; to: string };

export type Block = { kind: 'title' | 'heading' | 'paragraph' | 'note'; pieces: Piece[] } | { kind: 'list' | 'steps'; items: Piece[][] };

/** Reads the little of Markdown that the guide is written in: # ## - 1. > **bold** and [links](/inside). */
export function blocksOf(source: string): Block[] {
    const blocks: Block[] = [];
    for (const chunk of source.replaceAll('\r', '').split(/\n{2,}/)) {
        const lines = chunk.split('\n').filter((line) => line.trim() !== '');
        const [first = ''] = lines;
        if (first === '') continue;
        const marker = /^(#{1,2}|>|-|\d+\.) /.exec(first)?.[1];
        if (marker === '-' || marker?.endsWith('.')) {
            blocks.push({ kind: marker === '-' ? 'list' : 'steps', items: itemsOf(lines).map(piecesOf) });
        } else {
            const text = lines.map((line) => line.replace(/^(#{1,2}|>) /, '').trim()).join(' ');
            const kind = marker === '#' ? 'title' : marker === '##' ? 'heading' : marker === '>' ? 'note' : 'paragraph';
            blocks.push({ kind, pieces: piecesOf(text) });
        }
    }
    return blocks;
}

/** A line without a marker goes on with the item before it. */
function itemsOf(lines: string[]): string[] {
    return lines.reduce<string[]>((items, line) => {
        const item = /^(?:-|\d+\.) (.*)/.exec(line)?.[1];
        if (item !== undefined) return [...items, item];
        return [...items.slice(0, -1), `${items.at(-1) ?? ''} ${line.trim()}`];
    }, []);
}

export function piecesOf(text: string): Piece[] {
    const pieces: Piece[] = [];
    let done = 0;
    for (const found of text.matchAll(/\*\*(.+?)\*\*|\[(.+?)\]\((\/[^)\s]*)\)/g)) {
        if (found.index > done) pieces.push({ kind: 'text', text: text.slice(done, found.index) });
        const [all, bold, label = '', to = ''] = found;
        pieces.push(bold === undefined ? { kind: 'link', text: label, to } : { kind: 'bold', text: bold });
        done = found.index + all.length;
    }
    if (done < text.length) pieces.push({ kind: 'text', text: text.slice(done) });
    return pieces;
}
