import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '@/shared/useFormat';
import type { Moment } from './api';
import css from './ReportPage.module.css';

/** Pixels, so that its text is as large as any other; the labels stand right of the lines and need so much room each. */
const WIDE = { width: 728, height: 300, left: 56, right: 552, top: 20, bottom: 268, label: 18, ticks: 4 };
/** On a phone a label is a number with its word below. */
const NARROW = { width: 350, height: 252, left: 48, right: 256, top: 12, bottom: 220, label: 34, ticks: 2 };
const PHONE = '(max-width: 720px)';

export type Line = { kind: 'submitted' | 'delivered' | 'failed'; points: number[]; last: number };

/** Sums so far, for each kind: «how many by then». */
export function cumulative(timeline: readonly Moment[]): Line[] {
    return (['submitted', 'delivered', 'failed'] as const).map((kind) => {
        let sum = 0;
        const points = timeline.map((moment) => (sum += moment[kind]));
        return { kind, points, last: sum };
    });
}

/** A round number at or above the highest, and the steps of the axis up to it. */
export function scale(most: number): number[] {
    const rough = Math.max(1, most) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max(1, ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power);
    const steps = Math.ceil(Math.max(1, most) / step);
    return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

/** Labels from top to bottom, pushed apart so that none covers another. */
export function apart(wanted: readonly number[], room = WIDE.label, bottom = WIDE.bottom): number[] {
    const order = wanted.map((y, index) => ({ y, index })).toSorted((one, other) => one.y - other.y);
    let before = -Infinity;
    for (const one of order) {
        one.y = Math.max(one.y, before + room);
        before = one.y;
    }
    // What was pushed below the axis comes back up.
    let below = bottom + room;
    for (const one of order.toReversed()) {
        one.y = Math.min(one.y, below - room);
        below = one.y;
    }
    const placed: number[] = [];
    for (const { y, index } of order) placed[index] = y;
    return placed;
}

/** Sent, delivered and failed over time, from zero on; the words stand at the lines. */
export function Chart({ timeline }: { timeline: Moment[] }) {
    const { t } = useTranslation();
    const format = useFormat();
    const phone = useMediaQuery(PHONE, window.matchMedia(PHONE).matches, { getInitialValueInEffect: false }) ?? false;
    const { width, height, left, right, top: ceiling, bottom, label, ticks: steps } = phone ? NARROW : WIDE;
    const lines = cumulative(timeline);
    const axis = scale(Math.max(...lines.map(({ last }) => last)));
    const top = axis.at(-1) ?? 1;
    const first = Date.parse(timeline[0]?.at ?? '');
    const span = Date.parse(timeline.at(-1)?.at ?? '') - first || 1;
    const x = (at: string) => left + ((Date.parse(at) - first) / span) * (right - left);
    const y = (value: number) => bottom - (value / top) * (bottom - ceiling);
    const labels = apart(
        lines.map(({ last }) => y(last)),
        label,
        bottom,
    );
    const said = lines.map(({ kind, last }) => t(`run.reported.line.${kind}`, { number: format.number(last) })).join(', ');
    return (
        <svg className={css.chart} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={said}>
            <g className={css.grid}>
                {axis.map((value) => (
                    <path key={value} d={`M${left} ${y(value)}H${right}`} />
                ))}
            </g>
            <g className={css.axis}>
                {axis.map((value) => (
                    <text key={value} x={left - 8} y={y(value) + 4} textAnchor="end">
                        {format.number(value)}
                    </text>
                ))}
                {ticks(timeline, format, steps).map(({ at, text }, index, all) => (
                    <text key={at} x={x(at)} y={bottom + 22} textAnchor={index === 0 ? 'start' : index === all.length - 1 ? 'end' : 'middle'}>
                        {text}
                    </text>
                ))}
            </g>
            {lines.map(({ kind, points }) => (
                <path
                    key={kind}
                    className={css.line}
                    data-kind={kind}
                    d={`M${points.map((value, index) => `${x(timeline[index]?.at ?? '').toFixed(1)} ${y(value).toFixed(1)}`).join('L')}`}
                />
            ))}
            {lines.map(({ kind, last }, index) => (
                <text key={kind} className={css.label} data-kind={kind} x={right + (phone ? 8 : 12)} y={(labels[index] ?? 0) + 5}>
                    {phone ? (
                        <>
                            {format.number(last)}
                            <tspan x={right + 8} dy="1.1em">
                                {t(`run.reported.line.${kind}`, { number: '' }).trim()}
                            </tspan>
                        </>
                    ) : (
                        t(`run.reported.line.${kind}`, { number: format.number(last) })
                    )}
                </text>
            ))}
        </svg>
    );
}

function ticks(timeline: readonly Moment[], format: Format, most: number): { at: string; text: string }[] {
    const last = timeline.length - 1;
    const days = new Date(timeline[0]?.at ?? '').toDateString() !== new Date(timeline[last]?.at ?? '').toDateString();
    // A date takes the room of two times.
    const steps = days ? most / 2 : most;
    const indexes = [...new Set(Array.from({ length: steps + 1 }, (_, index) => Math.round((index * last) / steps)))];
    return indexes.flatMap((index) => {
        const at = timeline[index]?.at;
        return at === undefined ? [] : [{ at, text: days ? format.moment(at) : format.clock(at) }];
    });
}

/** The same in numbers, for those who do not read charts, or not with their eyes. */
export function ChartTable({ timeline }: { timeline: Moment[] }) {
    const { t } = useTranslation();
    const format = useFormat();
    const lines = cumulative(timeline);
    return (
        <table className="ledger">
            <caption className="sr">{t('run.reported.time')}</caption>
            <thead>
                <tr>
                    <th scope="col">{t('run.reported.until')}</th>
                    {lines.map(({ kind }) => (
                        <th key={kind} scope="col" className="r">
                            {t(`run.reported.column.${kind}`)}
                        </th>
                    ))}
                </tr>
            </thead>
            <tbody>
                {timeline.map(({ at }, index) => (
                    <tr key={at}>
                        <td className="n">{format.moment(at)}</td>
                        {lines.map(({ kind, points }) => (
                            <td key={kind} className="r n">
                                {format.number(points[index] ?? 0)}
                            </td>
                        ))}
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
