import type { TFunction } from 'i18next';
import { type All, type Any, kindOf, type Leaf, type Not, partsOf } from './criteria';
import { type Field, fieldOf } from './fields';
import { isComplete, isDay, needsOf, operatorOf } from './leaf';

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

const KNOWN = ['app_user', 'consent_advertising'] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (key: string): key is Known => (KNOWN as readonly string[]).includes(key);

/** How a field is called in the sentence. */
export function fieldTitle({ t }: Speaker, field: Field): string {
    return isKnown(field.key) ? t(`segments.knownTitle.${field.key}`) : inSentence(field.title);
}

/** A piece of a chip's text: what matters is strong, what joins it is not. */
export type Piece = { text: string; strong: boolean };

const strong = (text: string): Piece => ({ text, strong: true });
const weak = (text: string): Piece => ({ text, strong: false });

/** What stands between the field and its value: «—», «is», «were», or nothing. */
export type LeafSpeech = {
    title: string;
    joint: string;
    value: Piece[];
    /** The field exists no more. */
    gone: boolean;
    /** The value is missing or the operator unknown. */
    unset: boolean;
};

const PAST = new Set(['days_ago_more', 'days_ago_less']);
const VERBS = new Set(['contains', 'starts_with', 'anniversary_within', 'empty', 'filled']);
/** So many values are named one by one; of more, three. */
const MOST_NAMED = 4;

/** One condition in words. */
export function sayLeaf(speaker: Speaker, fields: readonly Field[], leaf: Leaf): LeafSpeech {
    const { t, language } = speaker;
    const field = fieldOf(fields, leaf.field);
    if (!field) {
        return { title: leaf.field, joint: '', value: [strong(t('segments.gone'))], gone: true, unset: false };
    }
    const operator = operatorOf(leaf);
    const title = fieldTitle(speaker, field);
    const number = genderOf(isKnown(field.key) ? title : field.title, language) === 'p' ? 'several' : 'single';
    const joint = VERBS.has(operator) ? '' : PAST.has(operator) ? t(`segments.jointPast.${number}`) : t(`segments.joint.${number}`);
    if (!isComplete(field.type, leaf)) return { title, joint: '', value: [strong(t('segments.unset'))], gone: false, unset: true };
    return { title, joint, value: valueOf(speaker, field, leaf, title), gone: false, unset: false };
}

function valueOf(speaker: Speaker, field: Field, leaf: Leaf, title: string): Piece[] {
    const { t } = speaker;
    const operator = operatorOf(leaf);
    switch (needsOf(field.type, operator)) {
        case 'values':
            return sayValues(speaker, (leaf.values as string[]).map((value) => valueTitle(field, value)), operator === 'not_in' ? 'noneOf' : operator === 'has_all' ? 'allOf' : 'oneOf');
        case 'text':
            return [strong(t(operator === 'contains' ? 'segments.said.contains' : 'segments.said.startsWith', { text: String(leaf.value) }))];
        case 'number':
            return [strong(fill(t(`segments.number.${operator as 'gt'}`), sayNumber(speaker, field, leaf.value as number)))];
        case 'numbers':
            return [strong(fill(t('segments.number.between'), bareNumber(speaker, leaf.from as number), sayNumber(speaker, field, leaf.to as number)))];
        case 'day':
            return [strong(operator === 'on' ? t('segments.said.on', { day: sayDay(speaker, String(leaf.value)) }) : fill(t(`segments.day.${operator as 'before'}`), sayDay(speaker, String(leaf.value))))];
        case 'dayRange':
            return [strong(sayDays(speaker, String(leaf.from), String(leaf.to)))];
        case 'days':
            return [strong(sayDistance(speaker, operator as 'within_days', leaf.days as number))];
        default:
            return [strong(sayState(speaker, field, operator, title))];
    }
}

export function valueTitle(field: Field, value: string): string {
    return field.options.find(({ code }) => code === value)?.title ?? value;
}

/** Puts values where a phrase has dots: «от … до …». */
export function fill(phrase: string, ...values: string[]): string {
    let index = 0;
    return phrase.replace(/…/g, () => values[index++] ?? '');
}

/** «не указан», «не указана»; yes and no as the field itself says them. */
export function sayState({ t, language }: Speaker, field: Field, operator: string, title: string): string {
    if (operator === 'empty' || operator === 'filled') {
        const gender = genderOf(isKnown(field.key) ? title : field.title, language);
        return operator === 'empty' ? t(`segments.empty.${gender}`) : t(`segments.filled.${gender}`);
    }
    if (isKnown(field.key)) return operator === 'true' ? t(`segments.knownYes.${field.key}`) : t(`segments.knownNo.${field.key}`);
    return t(operator === 'true' ? 'segments.said.yes' : 'segments.said.no');
}

function sayValues({ t, language }: Speaker, titles: string[], how: 'oneOf' | 'noneOf' | 'allOf'): Piece[] {
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

function bareNumber({ language }: Pick<Speaker, 'language'>, value: number, decimals = 0): string {
    return new Intl.NumberFormat(locale(language), { minimumFractionDigits: decimals, maximumFractionDigits: 6, useGrouping: 'always' }).format(value);
}

/** 5 000 ₽; kopecks only where there are any. */
function sayNumber(speaker: Speaker, field: Field, value: number): string {
    if (field.type !== 'money') return bareNumber(speaker, value);
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
function sayDays(speaker: Speaker, from: string, to: string): string {
    const one = dayParts(speaker.language, from);
    const other = dayParts(speaker.language, to);
    const shown =
        one.year !== other.year ? sayDay(speaker, from) : one.month !== other.month ? `${one.day}\u00a0${one.month}` : one.day;
    return fill(speaker.t('segments.day.between'), shown, sayDay(speaker, to));
}

function sayDistance({ t, language }: Speaker, operator: 'days_ago_more' | 'days_ago_less' | 'within_days' | 'anniversary_within', days: number): string {
    if (operator === 'within_days' && days <= 1) return t(days === 0 ? 'segments.said.today' : 'segments.said.tomorrow');
    if (operator === 'anniversary_within' && days <= 1) return t(days === 0 ? 'segments.said.comesToday' : 'segments.said.comesTomorrow');
    if (operator === 'days_ago_more' && days === 0) return t('segments.said.beforeToday');
    if (operator === 'days_ago_less' && days === 1) return t('segments.said.today');
    return fill(t(`segments.days.${operator}`, { count: days }), bareNumber({ language }, days));
}

/** One condition as plain text: «город — Казань или Пермь». */
export function leafText(speaker: Speaker, fields: readonly Field[], leaf: Leaf): string {
    const { title, joint, value } = sayLeaf(speaker, fields, leaf);
    return [title, joint, value.map(({ text }) => text).join('')].filter(Boolean).join(' ');
}

/** Any part of a tree as plain text, for lists of segments and for those who do not see. */
export function nodeText(speaker: Speaker, fields: readonly Field[], node: unknown, inside = false): string {
    const { t } = speaker;
    const said = (part: unknown) => {
        const kind = kindOf(part);
        // Only the lines of the sentence are exclusions; deeper down «not» is a part of a group.
        const text = nodeText(speaker, fields, part, inside || kindOf(node) !== 'all' || kind === 'all' || kind === 'any');
        return kind === 'all' || kind === 'any' ? `(${text})` : text;
    };
    switch (kindOf(node)) {
        case 'everyone':
            return t('segments.everyone');
        case 'leaf':
            return leafText(speaker, fields, node as Leaf);
        case 'all':
        case 'any': {
            const { word, parts } = partsOf(node as All | Any);
            return parts.map(said).join(t(word === 'all' ? 'segments.text.and' : 'segments.text.or'));
        }
        case 'not':
            return t(inside ? 'segments.text.untrue' : 'segments.text.not', { text: said((node as Not).not) });
        case 'odd':
            return t('segments.odd');
    }
}
