import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Audience, Forecast, MessageClass } from '@/audience';
import { useProblemText } from '@/shared/useProblemText';
import type { Field as ClientField, Wording } from './api';
import { costOf, spill } from './cost';
import { Counter } from './Counter';
import { Field, type FieldHandle } from './Field';
import { FallbackQuestion, Lacking } from './Lacking';
import { Latin } from './Latin';
import { mended, oddsIn } from './odds';
import { OddRow } from './OddRow';
import { Pop } from './Pop';
import { PreviewPane } from './PreviewPane';
import { Sentence } from './Sentence';
import { TakeAndSave } from './TakeAndSave';
import { fill, length, type Piece, splice, variable, words, write } from './template';
import css from './TextEditor.module.css';
import { longestOf, usePreview } from './usePreview';
import { criteriaOf, type Used, useReading } from './useReading';
import { matching, moved, VariableList, Variables } from './Variables';

type Props = {
    text: string;
    sender: string | null;
    messageClass: MessageClass;
    /** Whom the text is for; null when nobody is chosen yet. */
    audience: Audience | null;
    forecast: Forecast | null;
    /** What changed; the rest stays. */
    onChange: (changes: Partial<Wording>) => void;
    /** Another head than the wizard's «Что напишем». */
    heading?: ReactNode;
};

/** All of the step «Что»: what is said, to whom it says too little, what it costs, and how it looks in the hand. */
export function TextEditor({ text, sender, messageClass, audience, forecast, onChange, heading }: Props) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const field = useRef<FieldHandle>(null);
    const box = useRef<HTMLDivElement>(null);
    const id = useId();
    const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
    const [asking, setAsking] = useState<{ name: string; at: { left: number; top: number } | undefined } | null>(null);
    const [list, setList] = useState<{ at: number; query: string; active: number } | null>(null);

    const reading = useReading(text, audience, forecast);
    const { pieces, fields, used } = reading;
    const preview = usePreview(pieces, forecast, reading.titleOf);
    const cost = costOf(preview.examples, forecast, preview.fresh);
    const wording = { text, sender, messageClass };

    const all = oddsIn(pieces);
    const odds = all.filter(({ character }) => !left.has(character));
    const without = longestOf(preview.retold(mended(pieces, odds)));
    const spilt = without && without.size.parts <= cost.fewest ? spill(cost, forecast) : null;

    const found = list ? matching(fields, list.query) : [];
    const rewrite = (next: Piece[]) => field.current?.put(next, 0, length(pieces));
    const pick = (chosen: ClientField) => {
        const piece = variable(chosen.title, used.find(({ key }) => key === chosen.key)?.fallback ?? null);
        if (list) field.current?.put([piece], list.at, list.at + 1 + list.query.length);
        else field.current?.put([piece]);
        setList(null);
    };
    const asked = asking && used.find(({ name }) => name.toLowerCase() === asking.name.toLowerCase());
    const answer = (one: Used, fallback: string | null) => {
        setAsking(null);
        onChange({ text: write(pieces.map((piece) => (isOf(piece, one) ? variable(piece.name, fallback) : piece))) });
    };
    const remove = (one: Used) => {
        setAsking(null);
        onChange({ text: write(pieces.filter((piece) => !isOf(piece, one)).reduce<Piece[]>((joined, piece) => splice(joined, length(joined), length(joined), [piece]), [])) });
    };
    const ask = (name: string, pill?: HTMLElement) => {
        const pills = [...(box.current?.querySelectorAll<HTMLElement>('[data-pill]') ?? [])];
        const place = box.current?.getBoundingClientRect();
        const shape = (pill ?? pills.find((one) => one.dataset.pill === name))?.getBoundingClientRect();
        setAsking({ name, at: place && shape ? { left: shape.left - place.left, top: shape.bottom - place.top + 6 } : undefined });
    };

    return (
        <div className={css.compose}>
            <section>
                {heading ?? (
                    <header className={css.bar}>
                        <h1>{t('editor.title')}</h1>
                        <TakeAndSave wording={wording} onTake={onChange} />
                    </header>
                )}
                <Sentence
                    wording={wording}
                    onChange={onChange}
                    onOptOut={(sentence) => {
                        const end = fill(pieces, new Map()).replace(/\s+$/, '');
                        const glue = end === '' ? '' : /[.!?…]$/.test(end) ? ' ' : '. ';
                        field.current?.put([words(glue + sentence)], length(pieces));
                    }}
                />
                <div className={css.place} ref={box}>
                    <div className={css.editor}>
                        <Field
                            ref={field}
                            text={text}
                            label={t('editor.label')}
                            titleOf={reading.titleOf}
                            marks={odds.flatMap(({ at }) => at)}
                            list={list ? { id: `${id}list`, active: found[list.active] ? `${id}list-${list.active}` : undefined } : undefined}
                            describedBy={`${id}hint`}
                            onChange={(next) => onChange({ text: next })}
                            onAsk={(question) => setList((before) => question && { ...question, active: before?.query === question.query ? before.active : 0 })}
                            onListKey={(key) => {
                                const next = list && moved(list.active, found.length, key);
                                const chosen = list && found[list.active];
                                if (list && next !== null) setList({ ...list, active: next });
                                else if ((key === 'Enter' || key === 'Tab') && chosen) pick(chosen);
                                else if (key === 'Escape') setList(null);
                                else return false;
                                return true;
                            }}
                            onPill={ask}
                        />
                        <OddRow
                            odds={odds}
                            spilt={spilt && { ...spilt, fits: cost.fewest }}
                            parts={{ now: cost.most, without: without?.size.parts ?? cost.most }}
                            onMend={(some) => rewrite(mended(pieces, some))}
                            onLeave={(some) => setLeft(new Set([...left, ...some.map(({ character }) => character)]))}
                        />
                    </div>
                    {list && (
                        <div className={css.list}>
                            <VariableList id={`${id}list`} fields={found} active={list.active} onPick={pick} />
                        </div>
                    )}
                    {asked && (
                        <Pop key={asked.name} label={t('editor.fallback.question', { title: asked.title })} at={asking?.at} onClose={() => setAsking(null)}>
                            <FallbackQuestion one={asked} onAnswer={(fallback) => answer(asked, fallback)} onRemove={() => remove(asked)} />
                        </Pop>
                    )}
                </div>
                <p id={`${id}hint`} className="sr">
                    {t('editor.hint')}
                </p>
                <Variables fields={fields} onPick={pick} />
                <div className={css.problems} role="alert">
                    {reading.problems.map((problem) => (
                        <p key={problem}>{problem}</p>
                    ))}
                    {Boolean(reading.failed) && <p>{problemText(reading.failed)}</p>}
                </div>
                <Counter cost={cost} variables={used.length > 0} fresh={preview.fresh} />
                <Lacking used={used} onAsk={(name) => ask(name)}>
                    {/* Latin letters are offered when the text is Russian and would be cheaper. */}
                    <Latin pieces={pieces} preview={preview} forecast={preview.fresh ? forecast : null} onTake={rewrite} />
                </Lacking>
            </section>
            <PreviewPane wording={wording} preview={preview} variables={used.length > 0} criteria={criteriaOf(audience)} />
        </div>
    );
}

function isOf(piece: Piece, one: Used): piece is Piece & { kind: 'variable' } {
    return piece.kind === 'variable' && piece.name.toLowerCase() === one.name.toLowerCase();
}
