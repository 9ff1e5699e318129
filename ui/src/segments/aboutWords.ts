import { type Bounds } from './parts';
import type { Catalogue } from './catalogue';
import type { AboutLeaf } from './criteria';
import { bareNumber, type Piece, sayDay, sayDays, sayMoney, type Speaker, strong, weak } from './phrases';

/** How something is called that a condition names; its id in words, where nobody knows. */
export function nameOf({ t }: Speaker, catalogue: Catalogue, about: string, value: string): string {
    return catalogue.titleOf(about, value) ?? (/^\d+$/.test(value) ? t('segments.missing', { value }) : value);
}

/** Names stand in quotes, so that they end where they end. */
export const quoted = ({ t }: Speaker, text: string): string => t('segments.quoted', { text });

const boundOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
type Shape = 'atLeast' | 'atMost' | 'exact' | 'between';
function shapeOf({ at_least, at_most }: Bounds): { shape: Shape; least: number; most: number } {
    const least = boundOf(at_least);
    const most = boundOf(at_most);
    if (least === null || most === null) return { shape: least === null ? 'atMost' : 'atLeast', least: least ?? 0, most: most ?? least ?? 0 };
    return { shape: least === most ? 'exact' : 'between', least, most };
}

/** «3 раза и больше», «от 2 до 5 раз». */
export function sayTimes(speaker: Speaker, bounds: Bounds): string {
    const { shape, least, most } = shapeOf(bounds);
    return speaker.t(`segments.times.${shape}`, { count: most, from: bareNumber(speaker, least) });
}

/** «не больше 30 дней назад», «от 10 до 30 дней назад». */
export function sayAgo(speaker: Speaker, bounds: Bounds): string {
    const { shape, least, most } = shapeOf(bounds);
    if (most === 0 && shape !== 'atLeast') return speaker.t('segments.said.today');
    return speaker.t(`segments.ago.${shape}`, { count: most, from: bareNumber(speaker, least) });
}

/** «от 5 000 ₽», «от 1 000 до 5 000 ₽»; plain numbers where it is no money. */
export function sayAmount(speaker: Speaker, bounds: Bounds, money: boolean): string {
    const { shape, least, most } = shapeOf(bounds);
    return speaker.t(`segments.amount.${shape}`, { number: money ? sayMoney(speaker, most) : bareNumber(speaker, most), from: bareNumber(speaker, least, money && !Number.isInteger(least) ? 2 : 0) });
}

/** «за 30 дней», «с 1 по 15 ноября 2026»; empty for any time. */
export function sayPeriod(speaker: Speaker, { days, from, to }: AboutLeaf): string {
    const { t } = speaker;
    if (typeof days === 'number') return days <= 1 ? t('segments.said.today') : t('segments.period.days', { count: days });
    if (from !== undefined && to !== undefined) return sayDays(speaker, String(from), String(to));
    if (from !== undefined) return t('segments.period.from', { day: sayDay(speaker, String(from)) });
    return to === undefined ? '' : t('segments.period.to', { day: sayDay(speaker, String(to)) });
}

/** One strong piece out of parts, without those that are empty. */
export const said = (...parts: string[]): Piece[] => [strong(parts.filter(Boolean).join(' '))];

/** What is said beside the point, in brackets; nothing, where nothing is. */
export const beside = (texts: string[]): Piece[] => (texts.length === 0 ? [] : [weak(' ('), weak(texts.join('; ')), weak(')')]);

export const textOf = (pieces: Piece[]): string => pieces.map(({ text }) => text).join('');
