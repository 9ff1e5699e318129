import { type ClipboardEvent, type FormEvent, type KeyboardEvent, type MouseEvent, type Ref, useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import css from './Field.module.css';
import { close, isPill, paint, pillBeside, positionOf, rangeOf, read, relabel, select, selected } from './paper';
import { length, parse, type Piece, slice, splice, variable, words, write } from './template';

/** What others may do to the field. Positions as in `template.ts`. */
export type FieldHandle = {
    focus: () => void;
    /** Puts pieces where the caret is (or was), or between two positions; the caret goes behind them. */
    put: (pieces: Piece[], from?: number, to?: number) => void;
};

type Props = {
    ref?: Ref<FieldHandle>;
    text: string;
    label: string;
    /** A variable's title, or null when there is no such field. */
    titleOf: (name: string) => string | null;
    /** What to underline. */
    marks: { at: number; length: number }[];
    /** The list of variables while it is open from the keyboard, for readers. */
    list?: { id: string; active: string | undefined } | undefined;
    describedBy: string;
    onChange: (text: string) => void;
    /** What is typed after a brace, and where the brace stands; null when one stops. */
    onAsk: (asked: { at: number; query: string } | null) => void;
    /** A key while the list is open; true when it was the list's. */
    onListKey: (key: string) => boolean;
    onPill: (name: string, pill: HTMLElement) => void;
};

type Moment = { text: string; caret: number };

const HIGHLIGHT = 'soroka-odd';
/** Typing within this many milliseconds is undone as one. */
const ONE_GO = 800;
const KEPT_MOMENTS = 200;

/**
 * The message as one writes it. An editable element rather than a text area, because pills stand in the line; everything in it is
 * text or a pill, and whatever else a browser would put there is refused.
 */
export function Field({ ref, text, label, titleOf, marks, list, describedBy, onChange, onAsk, onListKey, onPill }: Props) {
    const paper = useRef<HTMLDivElement>(null);
    const shown = useRef<string | null>(null);
    const caret = useRef(0);
    const asking = useRef<number | null>(null);
    const composing = useRef(false);
    const past = useRef<Moment[]>([]);
    const future = useRef<Moment[]>([]);
    const typedAt = useRef(Number.NEGATIVE_INFINITY);

    const ask = (at: number | null) => {
        asking.current = at;
        if (at === null) onAsk(null);
    };

    /** Remembers what was, unless it is the same stroke of typing. */
    const remember = (typing: boolean, now: number) => {
        const goesOn = typing && now - typedAt.current < ONE_GO && past.current.length > 0;
        typedAt.current = typing ? now : Number.NEGATIVE_INFINITY;
        future.current = [];
        if (!goesOn) past.current = [...past.current.slice(-KEPT_MOMENTS), { text: shown.current ?? '', caret: caret.current }];
    };

    const show = (pieces: Piece[], at: number) => {
        if (!paper.current) return;
        paint(paper.current, pieces, titleOf, css.pill ?? '');
        caret.current = Math.min(at, length(pieces));
        if (paper.current.contains(document.activeElement)) select(paper.current, caret.current);
    };

    const tell = (pieces: Piece[]) => {
        const now = write(pieces);
        shown.current = now;
        onChange(now);
        const at = asking.current;
        if (at === null) return;
        const typed = slice(pieces, at, caret.current);
        const query = typed.length === 1 && typed[0]?.kind === 'words' ? /^\{([^{}\n]*)$/.exec(typed[0].words)?.[1] : undefined;
        if (query === undefined) ask(null);
        else onAsk({ at, query });
    };

    const change = (from: number, to: number, insert: Piece[]) => {
        if (!paper.current) return;
        remember(false, 0);
        const pieces = splice(read(paper.current), from, to, insert);
        show(pieces, from + length(insert));
        tell(pieces);
    };

    const travel = (back: boolean) => {
        const [leave, enter] = back ? [past, future] : [future, past];
        const moment = leave.current.at(-1);
        if (!moment) return;
        leave.current = leave.current.slice(0, -1);
        enter.current = [...enter.current, { text: shown.current ?? '', caret: caret.current }];
        typedAt.current = Number.NEGATIVE_INFINITY;
        ask(null);
        const pieces = parse(moment.text);
        show(pieces, moment.caret);
        tell(pieces);
    };

    const here = () => (paper.current && selected(paper.current)) ?? { from: caret.current, to: caret.current };

    const newLine = () => {
        const { from, to } = here();
        change(from, to, [words('\n')]);
    };

    useImperativeHandle(ref, () => ({
        focus: () => paper.current?.focus(),
        put: (pieces, from, to) => {
            // Another element may hold the caret: then what it was before counts.
            const now = here();
            change(from ?? now.from, to ?? from ?? now.to, pieces);
            ask(null);
            paper.current?.focus();
            if (paper.current) select(paper.current, caret.current);
        },
    }));

    useLayoutEffect(() => {
        if (text !== shown.current) {
            const first = shown.current === null;
            shown.current = text;
            const pieces = parse(text);
            show(pieces, first ? length(pieces) : caret.current);
        } else if (paper.current) {
            relabel(paper.current, titleOf);
        }
    });

    useLayoutEffect(() => {
        if (!paper.current || typeof Highlight === 'undefined') return;
        const sheet = paper.current;
        CSS.highlights.set(HIGHLIGHT, new Highlight(...marks.map(({ at, length }) => rangeOf(sheet, at, at + length))));
        return () => void CSS.highlights.delete(HIGHLIGHT);
    });

    const onNative = useEffectEvent((event: InputEvent) => {
        const { inputType } = event;
        const refused = inputType.startsWith('format') || inputType.startsWith('history') || inputType === 'insertFromDrop';
        if (inputType === 'insertParagraph' || inputType === 'insertLineBreak') {
            event.preventDefault();
            newLine();
        } else if (refused) {
            event.preventDefault();
            if (inputType.startsWith('history')) travel(inputType === 'historyUndo');
        }
    });
    const onMoved = useEffectEvent(() => {
        const now = paper.current && selected(paper.current);
        if (!now) return;
        caret.current = now.to;
        if (asking.current !== null && now.to <= asking.current) ask(null);
    });
    useEffect(() => {
        const sheet = paper.current;
        const native = (event: InputEvent) => onNative(event);
        const moved = () => onMoved();
        sheet?.addEventListener('beforeinput', native);
        document.addEventListener('selectionchange', moved);
        return () => {
            sheet?.removeEventListener('beforeinput', native);
            document.removeEventListener('selectionchange', moved);
        };
    }, []);

    const onInput = (event: FormEvent) => {
        if (!paper.current || composing.current) return;
        const { inputType = '' } = event.nativeEvent as InputEvent;
        let pieces = read(paper.current);
        remember(inputType !== 'insertFromPaste', event.timeStamp);
        caret.current = here().to;
        close(paper.current);
        // Not every keyboard tells what was typed; what stands before the caret does.
        const before = slice(pieces, 0, caret.current).at(-1);
        const sign = inputType.startsWith('insert') && before?.kind === 'words' ? before.words.at(-1) : undefined;
        if (sign === '{') asking.current = caret.current - 1;
        const closed = sign === '}' ? lastVariable(slice(pieces, 0, caret.current)) : null;
        if (closed) {
            const from = caret.current - closed.length;
            pieces = splice(pieces, from, caret.current, [closed.variable]);
            show(pieces, from + 1);
            ask(null);
        }
        tell(pieces);
    };

    const onKeyDown = (event: KeyboardEvent) => {
        if (!paper.current || event.nativeEvent.isComposing) return;
        const { key } = event;
        const command = event.ctrlKey || event.metaKey;
        const { from, to } = here();
        const side = key === 'Backspace' || key === 'ArrowLeft' ? -1 : key === 'Delete' || key === 'ArrowRight' ? 1 : null;
        const take = (what: () => void) => {
            event.preventDefault();
            what();
        };
        if (list && ['ArrowUp', 'ArrowDown', 'Enter', 'Tab', 'Escape'].includes(key) && onListKey(key)) {
            if (key === 'Escape') asking.current = null;
            take(() => event.stopPropagation());
        } else if (key === 'Enter' && !command) {
            take(newLine);
        } else if (command && key.toLowerCase() === 'z') {
            take(() => travel(!event.shiftKey));
        } else if (command && key.toLowerCase() === 'y') {
            take(() => travel(false));
        } else if (side !== null && from === to && pillBeside(paper.current, from, side)) {
            const arrow = key.startsWith('Arrow');
            if (arrow && (command || event.shiftKey || event.altKey)) return;
            const sheet = paper.current;
            take(() => {
                if (arrow) select(sheet, from + side);
                else change(Math.min(from, from + side), Math.max(from, from + side), []);
            });
        }
    };

    const onCopy = (event: ClipboardEvent) => {
        if (!paper.current) return;
        const { from, to } = here();
        if (from === to) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', write(slice(read(paper.current), from, to)));
        if (event.type === 'cut') change(from, to, []);
    };

    const onPaste = (event: ClipboardEvent) => {
        event.preventDefault();
        const { from, to } = here();
        const pasted = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n');
        if (pasted !== '') change(from, to, parse(pasted));
    };

    const onClick = (event: MouseEvent) => {
        const pill = (event.target as Element).closest('[data-pill]');
        if (!isPill(pill) || !paper.current) return;
        select(paper.current, positionOf(paper.current, pill, 1));
        onPill(pill.dataset.pill ?? '', pill);
    };

    return (
        <div
            ref={paper}
            className={css.paper}
            role="textbox"
            aria-multiline="true"
            aria-label={label}
            aria-describedby={describedBy}
            aria-controls={list?.id}
            aria-activedescendant={list?.active}
            aria-autocomplete="list"
            contentEditable
            suppressContentEditableWarning
            tabIndex={0}
            spellCheck
            onInput={onInput}
            onKeyDown={onKeyDown}
            onCopy={onCopy}
            onCut={onCopy}
            onPaste={onPaste}
            onClick={onClick}
            onDragStart={(event) => event.preventDefault()}
            onDrop={(event) => event.preventDefault()}
            onCompositionStart={() => {
                composing.current = true;
            }}
            onCompositionEnd={(event) => {
                composing.current = false;
                onInput(event);
            }}
        />
    );
}

/** A variable written out by hand at the end of some pieces: how long it is, and what it becomes. */
function lastVariable(pieces: Piece[]): { length: number; variable: Piece } | null {
    const last = pieces.at(-1);
    const found = last?.kind === 'words' ? /\{([^{}]*[^{}\s|][^{}]*)\}$/.exec(last.words) : null;
    if (!found) return null;
    const [name = '', ...fallback] = (found[1] ?? '').split('|');
    if (name.trim() === '') return null;
    return { length: found[0].length, variable: variable(name, fallback.length > 0 ? fallback.join('|') : null) };
}
