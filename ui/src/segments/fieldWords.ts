import type { FieldLeaf } from './criteria';
import { type Field, fieldOf } from './fields';
import { DECILES, needsOf, operatorOf } from './leaf';
import { bareNumber, fill, genderOf, inSentence, type Piece, sayDay, sayDays, sayMoney, sayValues, type Speaker, strong } from './phrases';
import type { Head } from './subject';

const KNOWN = ['app_user', 'consent_advertising'] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (key: string): key is Known => (KNOWN as readonly string[]).includes(key);

/** How a field is called in the sentence. */
export function fieldTitle({ t }: Speaker, field: Field): string {
    return isKnown(field.key) ? t(`segments.knownTitle.${field.key}`) : inSentence(field.title);
}

/** The one date whose distance is an age. */
const isBirth = (field: Field): boolean => field.key === 'birth_date';
export const isAge = (field: Field, operator: string): boolean => operator === 'age_between' && isBirth(field);

const PAST = new Set(['days_ago_more', 'days_ago_less', 'age_between']);
const VERBS = new Set(['contains', 'starts_with', 'anniversary_within', 'empty', 'filled']);

/** How a condition on a field begins. */
export function fieldHead(speaker: Speaker, fields: readonly Field[], leaf: FieldLeaf): Head {
    const { t, language } = speaker;
    const field = fieldOf(fields, leaf.field);
    if (!field) return { lead: 'whose', title: leaf.field, joint: '', gone: t('segments.gone') };
    const operator = operatorOf(leaf);
    const age = isAge(field, operator);
    const title = age ? t('segments.said.ageTitle') : fieldTitle(speaker, field);
    const number = genderOf(isKnown(field.key) || age ? title : field.title, language) === 'p' ? 'several' : 'single';
    const joint = VERBS.has(operator) ? '' : PAST.has(operator) && !age ? t(`segments.jointPast.${number}`) : t(`segments.joint.${number}`);
    return { lead: 'whose', title, joint };
}

/** What a complete condition on a field compares it with. */
export function fieldValue(speaker: Speaker, field: Field, leaf: FieldLeaf): Piece[] {
    const { t } = speaker;
    const operator = operatorOf(leaf);
    const shown = (value: number) => (field.type === 'money' ? sayMoney(speaker, value) : bareNumber(speaker, value));
    switch (needsOf(field.type, operator)) {
        case 'values':
            return sayValues(speaker, (leaf.values as string[]).map((value) => valueTitle(field, value)), operator === 'not_in' ? 'noneOf' : operator === 'has_all' ? 'allOf' : 'oneOf');
        case 'text':
            return [strong(t(operator === 'contains' ? 'segments.said.contains' : 'segments.said.startsWith', { text: String(leaf.value) }))];
        case 'number':
            return [strong(fill(t(`segments.number.${operator as 'gt'}`), shown(leaf.value as number)))];
        case 'numbers':
            return [strong(fill(t('segments.number.between'), bareNumber(speaker, leaf.from as number), shown(leaf.to as number)))];
        case 'day':
            return [strong(operator === 'on' ? t('segments.said.on', { day: sayDay(speaker, String(leaf.value)) }) : fill(t(`segments.day.${operator as 'before'}`), sayDay(speaker, String(leaf.value))))];
        case 'dayRange':
            return [strong(sayDays(speaker, String(leaf.from), String(leaf.to)))];
        case 'days':
            return [strong(sayDistance(speaker, operator as 'within_days', leaf.days as number))];
        case 'ages':
            return [strong(sayYears(speaker, field, leaf.from as number, leaf.to as number))];
        case 'deciles':
            return [strong(sayTenths(speaker, leaf.from as number, leaf.to as number))];
        default:
            return [strong(sayState(speaker, field, operator, fieldTitle(speaker, field)))];
    }
}

function sayYears({ t }: Speaker, field: Field, from: number, to: number): string {
    const years = from === to ? t('segments.said.ageOne', { count: to }) : t('segments.said.age', { from, count: to });
    return isBirth(field) ? years : t('segments.said.yearsAgo', { years });
}

function sayTenths({ t }: Speaker, from: number, to: number): string {
    const below = (from - 1) * DECILES;
    const above = (DECILES - to) * DECILES;
    if (below === 0 && above === 0) return t('segments.said.anyTenth');
    if (above === 0) return t('segments.said.top', { number: 100 - below });
    return below === 0 ? t('segments.said.bottom', { number: 100 - above }) : t('segments.said.middle', { from: below, to: above });
}

export function valueTitle(field: Field, value: string): string {
    return field.options.find(({ code }) => code === value)?.title ?? value;
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

function sayDistance({ t, language }: Speaker, operator: 'days_ago_more' | 'days_ago_less' | 'within_days' | 'anniversary_within', days: number): string {
    if (operator === 'within_days' && days <= 1) return t(days === 0 ? 'segments.said.today' : 'segments.said.tomorrow');
    if (operator === 'anniversary_within' && days <= 1) return t(days === 0 ? 'segments.said.comesToday' : 'segments.said.comesTomorrow');
    if (operator === 'days_ago_more' && days === 0) return t('segments.said.beforeToday');
    if (operator === 'days_ago_less' && days === 1) return t('segments.said.today');
    return fill(t(`segments.days.${operator}`, { count: days }), bareNumber({ language }, days));
}
