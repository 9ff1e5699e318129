import type { TFunction } from 'i18next';
import { isDay } from './leaf';

export type Speaker = { t: TFunction; language: 'ru' | 'en' };

/** Gender, or plural, of what a title names: Russian words agree with it. English knows one and several, `m` and `p`. */
export type Gender = 'm' | 'f' | 'n' | 'p';

const RU_GENDERS: [RegExp, Gender][] = [
    [/(ые|[гкхжчшщ]ие|[иы])$/, 'p'],
    [/(мя|ое|ее|[ое])$/, 'n'],
    [/[ая]$/, 'f'],
];

/** Guessed from the first whole word, which is what a Russian title declines by: «Последний визит», «Эл. почта», «Дата рождения». */
export function genderOf(title: string, language: 'ru' | 'en'): Gender {
    const words = title.toLowerCase().split(/[\s,]+/);
    if (language === 'en') {
        const joined = words.findIndex((word) => word === 'of' || word === 'to');
        const head = words.at(joined < 1 ? -1 : joined - 1) ?? '';
        return head.endsWith('s') && !/(ss|us|is)$/.test(head) ? 'p' : 'm';
    }
    const first = words.find((word) => !word.endsWith('.')) ?? '';
    return RU_GENDERS.find(([ending]) => ending.test(first))?.[1] ?? 'm';
}

/** A title inside a sentence: small first letter, unless the word is an abbreviation. */
export function inSentence(title: string): string {
    return /^\p{Lu}[\p{Lu}\d]/u.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

/** A piece of a chip's text: what matters is strong, what joins it is not. */
export type Piece = { text: string; strong: boolean };

export const strong = (text: string): Piece => ({ text, strong: true });
export const weak = (text: string): Piece => ({ text, strong: false });

/** So many values are named one by one; of more, three. */
export const MOST_NAMED = 4;

/** Puts values where a phrase has dots: «от … до …». */
export function fill(phrase: string, ...values: string[]): string {
    let index = 0;
    return phrase.replace(/…/g, () => values[index++] ?? '');
}

/** «Казань, Пермь или Уфа»; of many, three and how many more. */
export function sayValues({ t, language }: Speaker, titles: string[], how: 'oneOf' | 'noneOf' | 'allOf'): Piece[] {
    const named = titles.length > MOST_NAMED ? titles.slice(0, MOST_NAMED - 1) : titles;
    const rest = titles.length - named.length;
    const items = rest > 0 ? [...named, t('segments.said.more', { number: bareNumber({ language }, rest) })] : named;
    const size = items.length === 1 ? 'one' : items.length === 2 ? 'two' : 'more';
    const pieces: Piece[] = how === 'noneOf' ? [weak(t(`segments.noneBefore.${size}`))] : [];
    items.forEach((item, index) => {
        const last = index === items.length - 1;
        const between = !last ? 'comma' : size === 'two' ? 'two' : rest > 0 ? 'rest' : 'last';
        if (index > 0) pieces.push(weak(how === 'noneOf' ? t(`segments.noneOf.${between}`) : how === 'allOf' ? t(`segments.allOf.${between}`) : t(`segments.oneOf.${between}`)));
        pieces.push(last && rest > 0 ? weak(item) : strong(item));
    });
    return pieces;
}

const locale = (language: 'ru' | 'en') => (language === 'en' ? 'en-GB' : 'ru-RU');

export function bareNumber({ language }: Pick<Speaker, 'language'>, value: number, decimals = 0): string {
    return new Intl.NumberFormat(locale(language), { minimumFractionDigits: decimals, maximumFractionDigits: 6, useGrouping: 'always' }).format(value);
}

/** 5 000 ₽; kopecks only where there are any. */
export function sayMoney(speaker: Pick<Speaker, 'language'>, value: number): string {
    return `${bareNumber(speaker, value, Number.isInteger(value) ? 0 : 2)}\u00a0₽`;
}

function dayParts(language: 'ru' | 'en', day: string): { day: string; month: string; year: string } {
    const parts = new Intl.DateTimeFormat(locale(language), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).formatToParts(new Date(`${day}T00:00:00Z`));
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
    return { day: part('day'), month: part('month'), year: part('year') };
}

/** 1 декабря 2026 */
export function sayDay({ language }: Pick<Speaker, 'language'>, day: string): string {
    if (!isDay(day)) return day;
    const parts = dayParts(language, day);
    return `${parts.day}\u00a0${parts.month} ${parts.year}`;
}

/** «с 1 по 15 декабря 2026»: what both ends share is said once. */
export function sayDays(speaker: Speaker, from: string, to: string): string {
    const one = dayParts(speaker.language, from);
    const other = dayParts(speaker.language, to);
    const shown =
        one.year !== other.year ? sayDay(speaker, from) : one.month !== other.month ? `${one.day}\u00a0${one.month}` : one.day;
    return fill(speaker.t('segments.day.between'), shown, sayDay(speaker, to));
}
