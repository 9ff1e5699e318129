import { TextInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Part, PartProps } from './about';
import type { AboutLeaf } from './criteria';
import { isDay, isNumber, isText, isWhole, numberOf, MOST_DAYS } from './leaf';
import css from './Picker.module.css';
import { useSpeaker } from './useSpeaker';

/** What was typed and is no number: the condition is not finished then. */
const SLIP = '';

type SlotProps = { label: string; value: unknown; onValue: (value: number | typeof SLIP | undefined) => void; focus?: boolean; wide?: boolean };

/** Where a number is typed; nothing typed is no number, which may be meant. */
export function NumberSlot({ label, value, onValue, focus = false }: SlotProps) {
    const { language } = useSpeaker();
    const [typed, setTyped] = useState(isNumber(value) ? (language === 'ru' ? String(value).replace('.', ',') : String(value)) : '');
    return (
        <TextInput
            data-autofocus={focus || undefined}
            className={css.slot ?? ''}
            aria-label={label}
            inputMode="decimal"
            autoComplete="off"
            value={typed}
            onFocus={(event) => event.target.select()}
            onChange={(event) => {
                setTyped(event.target.value);
                onValue(event.target.value.trim() === '' ? undefined : (numberOf(event.target.value, language) ?? SLIP));
            }}
        />
    );
}

/** A phrase with something to type where its dots are: «за последние … дн.». */
export function Phrase({ text, slots }: { text: string; slots: ReactNode[] }) {
    return text.split('…').map((words, index) => (
        // A phrase never changes the order of its words.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index} className={css.slots}>
            {index > 0 && slots[index - 1]}
            {words.trim() !== '' && <span aria-hidden="true">{words.trim()}</span>}
        </span>
    ));
}

export function Note({ children }: { children: ReactNode }) {
    return (
        <p className={css.note} role="status">
            {children}
        </p>
    );
}

const MOST_TIMES = 1_000_000;
type Unit = 'times' | 'sum' | 'days' | 'number';
const FITS: Record<Unit, (value: unknown) => boolean> = {
    times: (value) => isWhole(value, 0, MOST_TIMES),
    days: (value) => isWhole(value),
    sum: isNumber,
    number: isNumber,
};

/** `at_least` and `at_most`, either of which may be missing. */
export type Bounds = Readonly<Record<string, unknown>>;
/** At least, at most, or both. */
export function isRange({ at_least, at_most }: Bounds, unit: Unit): boolean {
    const fits = [at_least, at_most].every((bound) => bound === undefined || FITS[unit](bound));
    if (!fits || (at_least === undefined && at_most === undefined)) return false;
    return at_least === undefined || at_most === undefined || (at_least as number) <= (at_most as number);
}

/** «От … до … раз». */
export function RangeSlots({ unit, bounds, onBounds, focus }: { unit: Unit; bounds: Bounds; onBounds: (bounds: Bounds) => void; focus: boolean }) {
    const { t } = useTranslation();
    const { at_least, at_most } = bounds;
    const slip = [at_least, at_most].some((bound) => bound !== undefined && !FITS[unit](bound));
    const reversed = isNumber(at_least) && isNumber(at_most) && at_least > at_most;
    const unitText = unit === 'times' ? t('segments.part.times') : unit === 'days' ? t('segments.part.days') : unit === 'sum' ? '₽' : '';
    return (
        <>
            <div className={css.param}>
                <span aria-hidden="true">{t('segments.part.from')}</span>
                <NumberSlot label={t('segments.part.atLeast')} value={at_least} focus={focus} onValue={(value) => onBounds({ at_least: value, at_most })} />
                <span aria-hidden="true">{t('segments.part.to')}</span>
                <NumberSlot label={t('segments.part.atMost')} value={at_most} onValue={(value) => onBounds({ at_least, at_most: value })} />
                <span aria-hidden="true">{unitText}</span>
            </div>
            <Note>
                {slip
                    ? unit === 'times' || unit === 'days'
                        ? t('segments.part.notCount', { most: unit === 'days' ? MOST_DAYS : MOST_TIMES })
                        : t('segments.part.notSum')
                    : reversed
                      ? t('segments.value.reversed')
                      : ''}
            </Note>
        </>
    );
}

export const range = (unit: Unit): Part => ({
    members: ['at_least', 'at_most'],
    isComplete: (leaf) => isRange(leaf, unit),
    Editor: ({ leaf, onLeaf, focus }) => <RangeSlots unit={unit} bounds={leaf} onBounds={(bounds) => onLeaf({ ...leaf, ...bounds })} focus={focus} />,
});

type DaysWords = { text: string; label: string; note?: string };

function DaysEditor({ leaf, onLeaf, focus, words }: PartProps & { words: DaysWords }) {
    const { t } = useTranslation();
    return (
        <>
            <div className={css.param}>
                <Phrase text={words.text} slots={[<NumberSlot key="days" label={words.label} value={leaf.days} focus={focus} onValue={(days) => onLeaf({ ...leaf, days })} />]} />
            </div>
            <Note>{leaf.days !== undefined && !isWhole(leaf.days) ? t('segments.value.notDays') : (words.note ?? '')}</Note>
        </>
    );
}

/** Within so many days; without a number at any time. */
export const withinDays = ({ required }: { required: boolean }): Part => ({
    members: ['days'],
    isComplete: ({ days }) => (days === undefined ? !required : isWhole(days)),
    Editor: (props) => {
        const { t } = useTranslation();
        return <DaysEditor {...props} words={{ text: t('segments.part.withinWords'), label: t('segments.part.within'), ...(required ? {} : { note: t('segments.part.withinNote') }) }} />;
    },
});

/** For so many days. */
export const forDays: Part = {
    members: ['days'],
    isComplete: ({ days }) => isWhole(days),
    Editor: (props) => {
        const { t } = useTranslation();
        return <DaysEditor {...props} words={{ text: t('segments.part.forDays'), label: t('segments.slot.days') }} />;
    },
};

type Mode = 'ever' | 'lastDays' | 'between';
const MODES: readonly Mode[] = ['ever', 'lastDays', 'between'];
const modeOf = (leaf: AboutLeaf): Mode => (leaf.days !== undefined ? 'lastDays' : leaf.from !== undefined || leaf.to !== undefined ? 'between' : 'ever');
const USUAL_DAYS = 30;

/** Any time, the last so many days, or from a day to a day, of which one may be missing. */
export const period: Part = {
    members: ['days', 'from', 'to'],
    isComplete: ({ days, from, to }) => {
        if (days !== undefined) return isWhole(days, 1) && from === undefined && to === undefined;
        return [from, to].every((day) => day === undefined || isDay(day)) && (from === undefined || to === undefined || String(from) <= String(to));
    },
    Editor: PeriodEditor,
};

function PeriodEditor({ leaf, onLeaf, focus }: PartProps) {
    const { t } = useTranslation();
    const name = useId();
    const [mode, setMode] = useState(modeOf(leaf));
    const { days, from, to } = leaf;
    const set = (next: Mode) => {
        setMode(next);
        onLeaf({ ...leaf, days: next === 'lastDays' ? (days ?? USUAL_DAYS) : undefined, ...(next === 'between' ? {} : { from: undefined, to: undefined }) });
    };
    const day = (member: 'from' | 'to', label: string) => (
        <TextInput
            key={member}
            type="date"
            min="1900-01-01"
            max="2100-12-31"
            className={css.slot ?? ''}
            data-wide
            aria-label={label}
            value={isText(leaf[member]) ? leaf[member] : ''}
            onChange={(event) => onLeaf({ ...leaf, [member]: event.target.value === '' ? undefined : event.target.value })}
        />
    );
    const slots: Record<Mode, ReactNode[]> = {
        ever: [],
        lastDays: [<NumberSlot key="days" label={t('segments.part.within')} value={days} onValue={(value) => onLeaf({ ...leaf, days: value ?? SLIP })} />],
        between: [day('from', t('segments.part.dayFrom')), day('to', t('segments.part.dayTo'))],
    };
    return (
        <>
            <div role="radiogroup" aria-label={t('segments.part.period')} className={css.compare}>
                {MODES.map((one) => (
                    <div key={one} className={css.row} data-on={one === mode || undefined}>
                        <input id={`${name}-${one}`} type="radio" name={name} checked={one === mode} data-autofocus={(focus && one === mode) || undefined} onChange={() => set(one)} />
                        <label htmlFor={`${name}-${one}`} className={one === mode && one !== 'ever' ? 'sr' : undefined}>
                            {t(`segments.part.${one}`)}
                        </label>
                        {one === mode && one !== 'ever' && <Phrase text={t(`segments.part.${one}`)} slots={slots[one]} />}
                    </div>
                ))}
            </div>
            <Note>
                {days !== undefined && days !== SLIP && !isWhole(days, 1) ? t('segments.value.notDays') : isDay(from) && isDay(to) && from > to ? t('segments.value.reversed') : ''}
            </Note>
        </>
    );
}

/** A text that an answer contains; without one any answer. */
export const replyText: Part = {
    members: ['text'],
    isComplete: ({ text }) => text === undefined || isText(text),
    Editor: ({ leaf, onLeaf }) => {
        const { t } = useTranslation();
        return (
            <TextInput
                className={css.text ?? ''}
                aria-label={t('segments.part.reply')}
                placeholder={`${t('segments.part.reply')}. ${t('segments.part.replyHint')}`}
                autoComplete="off"
                maxLength={200}
                value={isText(leaf.text) ? leaf.text : ''}
                onChange={(event) => onLeaf({ ...leaf, text: event.target.value.trim() === '' ? undefined : event.target.value })}
            />
        );
    },
};

/** Some of a few known words; none of them is all of them. */
export function someOf(member: string, words: (speaker: ReturnType<typeof useSpeaker>) => { label: string; titles: Record<string, string> }): Part {
    const chosenOf = (leaf: AboutLeaf) => (Array.isArray(leaf[member]) ? leaf[member].map(String) : []);
    return {
        members: [member],
        isComplete: (leaf) => leaf[member] === undefined || (chosenOf(leaf).length > 0 && chosenOf(leaf).every(isText)),
        Editor: ({ leaf, onLeaf }) => {
            const { label, titles } = words(useSpeaker());
            const chosen = chosenOf(leaf);
            // A word this page does not know stays, and can be taken out.
            const all = [...Object.keys(titles), ...chosen.filter((one) => !Object.hasOwn(titles, one))];
            const set = (one: string, on: boolean) => {
                const next = on ? [...chosen, one] : chosen.filter((other) => other !== one);
                onLeaf({ ...leaf, [member]: next.length === 0 ? undefined : next });
            };
            return (
                <fieldset className={css.some}>
                    <legend>{label}</legend>
                    {all.map((one) => (
                        <label key={one} className={css.small}>
                            <input type="checkbox" checked={chosen.includes(one)} onChange={(event) => set(one, event.target.checked)} />
                            <span>{titles[one] ?? one}</span>
                        </label>
                    ))}
                </fieldset>
            );
        },
    };
}

/** One of a few known words; the first goes without saying. */
export function oneOf(member: string, known: readonly string[], words: (speaker: ReturnType<typeof useSpeaker>) => { label: string; titles: Record<string, string> }): Part {
    const [usual] = known;
    return {
        members: [member],
        isComplete: (leaf) => leaf[member] === undefined || known.some((one) => one === leaf[member]),
        Editor: ({ leaf, onLeaf }) => {
            const { label, titles } = words(useSpeaker());
            const name = useId();
            const chosen = leaf[member] ?? usual;
            return (
                <fieldset className={css.some}>
                    <legend>{label}</legend>
                    {known.map((one) => (
                        <label key={one} className={css.small}>
                            <input type="radio" name={name} checked={one === chosen} onChange={() => onLeaf({ ...leaf, [member]: one === usual ? undefined : one })} />
                            <span>{titles[one]}</span>
                        </label>
                    ))}
                </fieldset>
            );
        },
    };
}
