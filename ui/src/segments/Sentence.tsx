import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type FieldProblem } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { Add } from './Add';
import type { Catalogue } from './catalogue';
import { Chips } from './Chips';
import { at, beginsWith, type Criteria, type Leaf, type Line, linesOf, type Node, partAt, type Path, pathOf, pointerOf, put, samePath, without, withLine, withPart } from './criteria';
import { GroupLine, Inside } from './Group';
import { Move } from './Move';
import { type Move as Moved, type MoveName, movesOf } from './moves';
import { Remove } from './Remove';
import css from './Sentence.module.css';
import { sayLeaf } from './speech';
import type { Lead } from './subject';
import { isFinished, kindOfDraft, tidied } from './subjects';
import { Told } from './Told';
import { type Counts, useCounts } from './useCounts';
import { type Adding, type Draft, type Editor, EditorContext, type Opened, useEditor } from './useEditor';
import { useNamed } from './useCatalogue';
import { useListener } from './useListener';
import { useSpeaker } from './useSpeaker';

export type SentenceProps = {
    criteria: Criteria;
    catalogue: Catalogue;
    onChange: (criteria: Criteria) => void;
    /** What the server found wrong when it was last asked to keep the tree; pointers begin with `/criteria`. */
    problems?: readonly FieldProblem[];
    /** Nobody knows which events there are. */
    eventsFailed?: boolean;
    retryEvents?: () => void;
    /** Only to read. */
    fixed?: boolean;
    /** The keyboard starts at «Добавить условие». */
    autoFocus?: boolean;
};

/** Where a new condition stands before it has a value. */
function begun(criteria: Criteria, adding: Adding, leaf: Leaf): { base: Criteria; path: Path } {
    const inGroup: Node = adding.as === 'except' ? { not: leaf } : adding.as === 'complex' || adding.as === 'group' ? { any: [leaf] } : leaf;
    const { tree, path } = 'path' in adding ? withPart(criteria, adding.path, inGroup) : withLine(criteria, inGroup);
    return { base: tree, path: adding.as === 'except' ? [...path, 'not'] : inGroup === leaf ? path : [...path, 'any', 0] };
}

const KEYS: Record<string, MoveName[]> = { ArrowUp: ['up'], ArrowDown: ['down'], ArrowRight: ['into_above', 'into_below', 'join_any', 'join_all'], ArrowLeft: ['out'] };

export function Sentence({ catalogue: known, criteria, onChange, problems = [], eventsFailed = false, retryEvents = () => {}, fixed = false, autoFocus = false }: SentenceProps) {
    const { t } = useTranslation();
    const speaker = useSpeaker();
    const format = useFormat();
    const [opened, setOpened] = useState<Opened | null>(null);
    const [draft, setDraft] = useState<Draft | null>(null);
    const [done, setDone] = useState<{ moved: boolean; before: Criteria; after: Criteria } | null>(null);
    const [chosenComplex, setChosenComplex] = useState(false);
    const opener = useRef<HTMLElement | null>(null);
    const box = useRef<HTMLDivElement>(null);
    const focusNext = useRef<number | string | null>(null);

    const catalogue = useNamed(known, draft?.leaf);
    const finished = draft !== null && isFinished(catalogue, draft.leaf);
    const treeShown = draft ? put(draft.base, draft.path, tidied(catalogue, draft.leaf)) : criteria;
    const counts = useCounts(draft && !finished ? criteria : treeShown);
    const lines = linesOf(treeShown);
    const nested = lines.some(({ leaf }) => leaf === null);
    const complex = nested || chosenComplex;
    // A line without a value finds nobody yet, and moves the numbers of those below it.
    const unfinished = draft && !finished ? lines.findIndex(({ path }) => beginsWith(draft.path, path)) : lines.length;
    const after = (index: number): number | null => (index < unfinished ? (counts.count?.lines[index]?.after ?? null) : null);
    const ownLine = draft ? lines.findIndex(({ path }) => beginsWith(draft.path, path)) : -1;
    const left = counts.stale ? null : after(ownLine);

    const close = () => {
        setOpened(null);
        setDraft(null);
        const from = opener.current;
        // What was pressed may have been drawn anew by what it changed.
        const now = from?.isConnected ? from : box.current?.querySelector<HTMLElement>(`[data-chip="${from?.dataset.chip}"]`);
        now?.focus();
    };
    const refused = counts.failed instanceof ApiProblem ? counts.failed.errors : [];
    const told = placed(criteria, [...problems, ...refused]);
    const keep = () => {
        if (draft && finished && JSON.stringify(treeShown) !== JSON.stringify(criteria)) onChange(treeShown);
    };
    const editor: Editor = {
        catalogue,
        eventsFailed,
        retryEvents,
        complex,
        toldAt: (path) => told.parts.get(pointerOf(path)) ?? [],
        speaker,
        fixed,
        opened,
        draft,
        treeShown,
        doneText: left === null ? t('segments.done') : t('segments.doneLeft', { number: `${counts.exact ? '' : '≈\u00a0'}${format.number(left)}` }),
        open: (next, from) => {
            opener.current = from;
            setDone(null);
            setOpened(next);
            setDraft(next.what === 'value' ? { base: criteria, path: next.path, leaf: at(criteria, next.path) as Leaf } : null);
        },
        cancel: close,
        commit: () => {
            keep();
            close();
        },
        commitAndAdd: () => {
            keep();
            close();
            opener.current = box.current?.querySelector<HTMLElement>('[data-add=line]') ?? null;
            setOpened({ what: 'add', as: 'line' });
        },
        pickSubject: (subject, except = false) => {
            if (opened?.what === 'field') {
                const old = at(criteria, opened.path) as Leaf;
                const leaf = kindOfDraft(old)?.subjectOf(catalogue, old) === subject.key ? old : subject.blank();
                setDraft({ base: criteria, path: opened.path, leaf });
                setOpened({ what: 'value', path: opened.path });
            } else if (opened?.what === 'add') {
                const leaf = subject.blank();
                const { base, path } = begun(criteria, except ? { as: 'except' } : opened, leaf);
                if (subject.whole) {
                    onChange(base);
                    close();
                    return;
                }
                setDraft({ base, path, leaf });
                setOpened({ what: 'value', path });
            }
        },
        setLeaf: (leaf) => {
            setDraft((now) => now && { ...now, leaf });
        },
        setTree: onChange,
        remove: (path) => {
            const chips = [...(box.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
            focusNext.current = Math.max(0, chips.findIndex((chip) => beginsWith(pathOf(pointerOfChip(chip)), path)) - 1);
            const next = without(criteria, path);
            setOpened(null);
            setDraft(null);
            setDone({ moved: false, before: criteria, after: next });
            onChange(next);
        },
        move: ({ tree, path }: Moved) => {
            focusNext.current = pointerOf(path);
            setOpened(null);
            setDraft(null);
            setDone({ moved: true, before: criteria, after: tree });
            onChange(tree);
        },
    };

    useEffect(() => {
        if (focusNext.current === null) return;
        const chips = [...(box.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
        const wanted = focusNext.current;
        const next = typeof wanted === 'number' ? chips[wanted] : chips.find((chip) => beginsWith(pathOf(pointerOfChip(chip)), pathOf(wanted)));
        (next ?? box.current?.querySelector<HTMLElement>('[data-add]'))?.focus();
        focusNext.current = null;
    });

    useListener(box, 'keydown', (event) => {
        const chip = (event.target as HTMLElement).closest<HTMLElement>('[data-chip]');
        if (fixed || !chip) return;
        const path = pathOf(pointerOfChip(chip));
        if (event.key === 'Delete' || event.key === 'Backspace') {
            event.preventDefault();
            editor.remove(path);
        } else if (event.altKey && complex && KEYS[event.key]) {
            event.preventDefault();
            const moves = movesOf(criteria, path);
            const wanted = KEYS[event.key]?.map((name) => moves.find((move) => move.name === name)).find(Boolean);
            if (wanted) editor.move(wanted);
        }
    });

    return (
        <EditorContext.Provider value={editor}>
            <div ref={box} className={css.sentence}>
                <ol aria-label={t('segments.sentence')}>
                    {lines.length === 0 && (
                        <li className={css.line}>
                            <div className={css.row}>
                                <div className={css.said}>{t('segments.everyone')}</div>
                                <Left counts={counts} after={counts.count?.found ?? null} before={null} last />
                            </div>
                        </li>
                    )}
                    {lines.map((line, index) => (
                        // Lines have no names of their own: their place is what they are.
                        // oxlint-disable-next-line react/no-array-index-key
                        <li key={index} className={css.line} data-line>
                            <div className={css.row}>
                                <div className={css.said}>
                                    <LineSaid line={line} before={lines[index - 1]} />
                                    {lines[index + 1]?.except && !line.except && line.leaf !== null && <span className={css.tight}>,</span>}
                                    <Move path={line.path} />
                                    <Remove path={line.path} />
                                </div>
                                <Left
                                    counts={counts}
                                    after={after(index)}
                                    before={line.except && index > 0 ? after(index - 1) : null}
                                    last={index === lines.length - 1}
                                />
                            </div>
                            <Told path={line.path} />
                            {line.leaf === null && <Inside node={line.node} path={line.path} />}
                        </li>
                    ))}
                </ol>
                <div className={css.acts}>
                    {!fixed && (
                        <div>
                            <Add adding={{ as: 'line' }} text={t('segments.add')} autoFocus={autoFocus} />
                            <Add adding={{ as: 'except' }} text={t('segments.exclude')} />
                            {complex && <Add adding={{ as: 'complex' }} text={t('segments.addFirstGroup')} />}
                            {!nested && (
                                <button type="button" className="act" onClick={() => setChosenComplex(!complex)}>
                                    {t(complex ? 'segments.simple' : 'segments.complex')}
                                </button>
                            )}
                        </div>
                    )}
                    <CountedWhen counts={counts} told={told.parts.size > 0} rest={told.rest} />
                </div>
                <p role="status" className={css.removed}>
                    {done && JSON.stringify(done.after) === JSON.stringify(criteria) && (
                        <>
                            {t(done.moved ? 'segments.move.done' : 'segments.removed')}{' '}
                            <button
                                type="button"
                                className="act s14"
                                onClick={() => {
                                    setDone(null);
                                    focusNext.current = 0;
                                    onChange(done.before);
                                }}
                            >
                                {t('segments.putBack')}
                            </button>
                        </>
                    )}
                </p>
            </div>
        </EditorContext.Provider>
    );
}

const pointerOfChip = (chip: HTMLElement): string => chip.dataset.chip?.split(' ')[0] ?? '';

/** Complaints by the part they are about, as a pointer; what no part is to blame for stays over. */
function placed(criteria: Criteria, problems: readonly { pointer: string; detail: string }[]): { parts: Map<string, string[]>; rest: string[] } {
    const parts = new Map<string, string[]>();
    const rest: string[] = [];
    for (const { pointer, detail } of problems) {
        if (!pointer.startsWith('/criteria')) continue;
        const path = partAt(criteria, pointer.slice('/criteria'.length));
        const told = path === null ? rest : (parts.get(pointerOf(path)) ?? []);
        if (!told.includes(detail)) told.push(detail);
        if (path !== null) parts.set(pointerOf(path), told);
    }
    return { parts, rest };
}

/** How a line leads up to its condition, which depends on what stands before it. */
function useLead(line: Line, before: Line | undefined): string {
    const { t } = useTranslation();
    const { speaker, catalogue, treeShown, draft } = useEditor();
    const leadOf = ({ leaf }: Line): Lead => {
        if (leaf === null) return 'holds';
        return sayLeaf(speaker, catalogue, draft && samePath(draft.path, leaf) ? tidied(catalogue, draft.leaf) : (at(treeShown, leaf) as Leaf)).lead;
    };
    const lead = leadOf(line);
    if (line.except) {
        if (!before) return t(`segments.except.first.${lead}`);
        return before.except ? t(`segments.except.again.${lead}`) : t(`segments.except.next.${lead}`);
    }
    if (!before) return t(`segments.lead.first.${lead}`);
    if (before.except) return t(`segments.lead.back.${lead}`);
    return leadOf(before) === lead ? t(`segments.lead.same.${lead}`) : t(`segments.lead.next.${lead}`);
}

function LineSaid({ line, before }: { line: Line; before: Line | undefined }) {
    const lead = useLead(line, before);
    if (line.leaf === null) return <GroupLine node={line.node} path={line.path} lead={lead} />;
    return (
        <>
            {lead} <Chips path={line.leaf} />
        </>
    );
}

type LeftProps = { counts: Counts; after: number | null; before: number | null; last: boolean };

/** How many are left after a line; an exclusion says how many it takes away, and at the end what remains. */
function Left({ counts, after, before, last }: LeftProps) {
    const { t } = useTranslation();
    const format = useFormat();
    if (after === null) {
        return (
            <span className={css.left} aria-hidden="true">
                <Bone width={64} height={16} />
            </span>
        );
    }
    const about = counts.linesExact ? '' : '≈\u00a0';
    return (
        <span className={css.left} data-last={last || undefined} data-stale={counts.stale || undefined}>
            {before !== null && (
                <span className="n">
                    <span className="sr">{t('segments.takes')} </span>
                    {about}−{format.number(before - after)}
                </span>
            )}
            {(before === null || last) && (
                <span className="n" data-total={before !== null || undefined}>
                    <span className="sr">{t('segments.left')} </span>
                    {last && counts.exact ? '' : about}
                    {format.number(after)}
                </span>
            )}
        </span>
    );
}

function CountedWhen({ counts, told, rest }: { counts: Counts; told: boolean; rest: string[] }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    if (counts.failed && !told) {
        return (
            <p role="alert" className={css.failed}>
                {t('segments.countFailed')} {rest.length > 0 ? rest.join(' ') : problemText(counts.failed)}{' '}
                <button type="button" className="act s14" onClick={counts.retry}>
                    {t('segments.recount')}
                </button>
            </p>
        );
    }
    const text =
        counts.failed ? t('segments.notCounted') : counts.exact && counts.count ? t('segments.counted', { time: format.clock(counts.count.countedAt) }) : counts.count && !counts.stale ? t('segments.refining') : t('segments.counting');
    return <p className={css.when}>{text}</p>;
}
