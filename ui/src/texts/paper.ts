import { type Piece, variable, words } from './template';

/*
 * The editing field's document: text, `<span data-pill>` that cannot be edited, and one `<br>` at the end, which gives an empty
 * last line its height. Positions are those of `template.ts`: a pill is one.
 */

export const isPill = (node: Node | null | undefined): node is HTMLElement => node instanceof HTMLElement && node.dataset.pill !== undefined;

const isLastBreak = (node: Node) => node instanceof HTMLBRElement && (node.dataset.end !== undefined || node.nextSibling === null);

/** Keeps the last break last, wherever a browser has put what was typed. */
export function close(paper: HTMLElement): void {
    const end = paper.querySelector('br[data-end]') ?? document.createElement('br');
    end.setAttribute('data-end', '');
    if (end !== paper.lastChild) paper.append(end);
}

function unitsOf(node: Node): number {
    if (isPill(node)) return 1;
    if (node.nodeName === 'BR') return isLastBreak(node) ? 0 : 1;
    return node.textContent?.length ?? 0;
}

/** What stands on the paper. */
export function read(paper: HTMLElement): Piece[] {
    const pieces: Piece[] = [];
    const say = (more: string) => {
        const last = pieces.at(-1);
        if (more === '') return;
        if (last?.kind === 'words') last.words += more;
        else pieces.push(words(more));
    };
    for (const node of paper.childNodes) {
        if (isPill(node)) pieces.push(variable(node.dataset.pill ?? '', node.dataset.fallback ?? null));
        else if (node.nodeName === 'BR') say(isLastBreak(node) ? '' : '\n');
        else say(node.textContent ?? '');
    }
    return pieces;
}

/** Draws the pieces anew. `label` says what a variable is called; null when there is no such field. */
export function paint(paper: HTMLElement, pieces: Piece[], label: (name: string) => string | null, className: string): void {
    const drawn = pieces.map((piece): Node => {
        if (piece.kind === 'words') return document.createTextNode(piece.words);
        const pill = document.createElement('span');
        pill.className = className;
        pill.contentEditable = 'false';
        pill.setAttribute('contenteditable', 'false');
        pill.dataset.pill = piece.name;
        if (piece.fallback !== null) pill.dataset.fallback = piece.fallback;
        return pill;
    });
    paper.replaceChildren(...drawn);
    close(paper);
    relabel(paper, label);
}

/** Names the pills, when their titles have come or the language has changed. */
export function relabel(paper: HTMLElement, label: (name: string) => string | null): void {
    for (const pill of paper.querySelectorAll<HTMLElement>('[data-pill]')) {
        const name = pill.dataset.pill ?? '';
        const title = label(name);
        if (pill.textContent !== (title ?? name)) pill.textContent = title ?? name;
        pill.toggleAttribute('data-gone', title === null);
    }
}

/** The position of a point of the document. */
export function positionOf(paper: HTMLElement, node: Node, offset: number): number {
    let sum = 0;
    for (const [index, child] of [...paper.childNodes].entries()) {
        if (node === paper && offset <= index) return sum;
        if (child.contains(node)) return sum + (child.nodeType === Node.TEXT_NODE ? offset : isPill(child) && offset > 0 ? 1 : 0);
        sum += unitsOf(child);
    }
    return sum;
}

/** The point of the document at a position: inside text where there is some, as browsers like it. */
export function pointAt(paper: HTMLElement, position: number): [node: Node, offset: number] {
    let left = position;
    for (const [index, child] of [...paper.childNodes].entries()) {
        if (child.nodeType === Node.TEXT_NODE && left <= unitsOf(child)) return [child, left];
        if (left === 0 && child.nodeType !== Node.TEXT_NODE) return [paper, index];
        left -= unitsOf(child);
    }
    return [paper, paper.childNodes.length - (paper.lastChild?.nodeName === 'BR' ? 1 : 0)];
}

/** What is selected on the paper, or null when the caret is elsewhere. */
export function selected(paper: HTMLElement): { from: number; to: number } | null {
    const selection = window.getSelection();
    if (!selection?.anchorNode || !selection.focusNode) return null;
    if (!paper.contains(selection.anchorNode) || !paper.contains(selection.focusNode)) return null;
    const one = positionOf(paper, selection.anchorNode, selection.anchorOffset);
    const other = positionOf(paper, selection.focusNode, selection.focusOffset);
    return { from: Math.min(one, other), to: Math.max(one, other) };
}

export function select(paper: HTMLElement, from: number, to = from): void {
    window.getSelection()?.setBaseAndExtent(...pointAt(paper, from), ...pointAt(paper, to));
}

export function rangeOf(paper: HTMLElement, from: number, to: number): Range {
    const range = document.createRange();
    range.setStart(...pointAt(paper, from));
    range.setEnd(...pointAt(paper, to));
    return range;
}

/** The pill just before (-1) or after (+1) a position. */
export function pillBeside(paper: HTMLElement, position: number, side: -1 | 1): boolean {
    let sum = 0;
    for (const child of paper.childNodes) {
        const after = sum + unitsOf(child);
        if (isPill(child) && (side === 1 ? sum === position : after === position)) return true;
        sum = after;
    }
    return false;
}
