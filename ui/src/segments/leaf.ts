import type { FieldLeaf, Leaf } from './criteria';
import type { Field, FieldType } from './fields';

/** What an operator needs beside itself. */
export type Needs = 'values' | 'text' | 'number' | 'numbers' | 'day' | 'dayRange' | 'days' | 'ages' | 'deciles' | 'nothing';

const TEXT: Record<string, Needs> = { in: 'values', not_in: 'values', contains: 'text', starts_with: 'text' };
const NUMBER: Record<string, Needs> = { gt: 'number', lt: 'number', ge: 'number', le: 'number', eq: 'number', ne: 'number', between: 'numbers', decile_between: 'deciles' };
const DAY: Record<string, Needs> = {
    days_ago_more: 'days',
    days_ago_less: 'days',
    within_days: 'days',
    anniversary_within: 'days',
    before: 'day',
    after: 'day',
    on: 'day',
    between: 'dayRange',
    age_between: 'ages',
};
const ANSWER: Record<string, Needs> = { true: 'nothing', false: 'nothing' };
const STATE: Record<string, Needs> = { empty: 'nothing', filled: 'nothing' };

const OF_TYPE: Record<FieldType, Record<string, Needs>> = {
    text: { ...TEXT, ...STATE },
    one_of: { in: 'values', not_in: 'values', ...STATE },
    many_of: { in: 'values', not_in: 'values', has_all: 'values', ...STATE },
    number: { ...NUMBER, ...STATE },
    money: { ...NUMBER, ...STATE },
    date: { ...DAY, ...STATE },
    moment: { ...DAY, ...STATE },
    yes_no: { ...ANSWER, ...STATE },
    phone: {},
};

/** What an operator of a type needs; null when this page does not know the operator. */
export function needsOf(type: FieldType, operator: string): Needs | null {
    return OF_TYPE[type][operator] ?? null;
}

/** The operators a field offers, in the order of the picker: those the server names and this page can show. */
export function operatorsOf(field: Field): string[] {
    return Object.keys(OF_TYPE[field.type]).filter((operator) => field.operators.includes(operator));
}

/** What people mostly ask of a field. Days ahead make sense where the field speaks of what is due. */
const USUAL: Record<string, string> = { due_date: 'within_days', birth_date: 'anniversary_within', registration_date: 'days_ago_less' };

/** A new condition on a field, without its value yet. */
export function blankLeaf(field: Field): FieldLeaf {
    const offered = operatorsOf(field);
    const usual = USUAL[field.key];
    const is = usual !== undefined && offered.includes(usual) ? usual : (offered[0] ?? 'filled');
    return { field: field.key, is };
}

export const operatorOf = (leaf: Leaf): string => String(leaf.is);

export const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const MOST_DAYS = 36_500;
export const isWhole = (value: unknown, least = 0, most = MOST_DAYS): value is number => isNumber(value) && Number.isInteger(value) && value >= least && value <= most;
export const OLDEST = 150;
export const DECILES = 10;
const isOrdered = ({ from, to }: FieldLeaf, least: number, most: number) => isWhole(from, least, most) && isWhole(to, least, most) && from <= to;

/** A day from 1900 to 2100 that the calendar has. */
export function isDay(value: unknown): value is string {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
    const date = new Date(`${value}T00:00:00Z`);
    const year = date.getUTCFullYear();
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) && year >= 1900 && year <= 2100;
}

/** Whether the condition says all it has to. The server has the last word. */
export function isComplete(type: FieldType, leaf: FieldLeaf): boolean {
    switch (needsOf(type, operatorOf(leaf))) {
        case 'values':
            return Array.isArray(leaf.values) && leaf.values.length > 0 && leaf.values.every(isText);
        case 'text':
            return isText(leaf.value);
        case 'number':
            return isNumber(leaf.value);
        case 'numbers':
            return isNumber(leaf.from) && isNumber(leaf.to) && leaf.from <= leaf.to;
        case 'day':
            return isDay(leaf.value);
        case 'dayRange':
            return isDay(leaf.from) && isDay(leaf.to) && leaf.from <= leaf.to;
        case 'days':
            return isWhole(leaf.days);
        case 'ages':
            return isOrdered(leaf, 0, OLDEST);
        case 'deciles':
            return isOrdered(leaf, 1, DECILES);
        case 'nothing':
            return true;
        case null:
            return false;
    }
}

const MEMBERS: Record<Needs, readonly string[]> = {
    values: ['values'],
    text: ['value'],
    number: ['value'],
    day: ['value'],
    numbers: ['from', 'to'],
    dayRange: ['from', 'to'],
    ages: ['from', 'to'],
    deciles: ['from', 'to'],
    days: ['days'],
    nothing: [],
};

/** Only what the operator needs: the server refuses the rest, and rightly. What stays keeps its order. */
export function tidyLeaf(type: FieldType, leaf: FieldLeaf): FieldLeaf {
    const needs = needsOf(type, operatorOf(leaf));
    if (needs === null) return leaf;
    const tidy = keepOnly(leaf, ['field', 'is', ...MEMBERS[needs]]);
    return needs === 'text' && isText(leaf.value) ? { ...tidy, value: leaf.value.trim() } : tidy;
}

/** The same condition with these members only, those that are set. */
export function keepOnly<L extends Leaf>(leaf: L, members: readonly string[]): L {
    return Object.fromEntries(Object.entries(leaf).filter(([member, value]) => members.includes(member) && value !== undefined)) as L;
}

const MOST_DIGITS = 15;
const MOST_DECIMALS = 6;

/** A number as people write it: `5 000`, `5000,50`, `5,000.50`; null when it is none or has more digits than the server keeps. */
export function numberOf(text: string, language: 'ru' | 'en'): number | null {
    let bare = text.replace(/[\s\u00a0\u202f₽]/g, '').replace('−', '-');
    const comma = bare.lastIndexOf(',');
    const dot = bare.lastIndexOf('.');
    if (comma >= 0 && dot >= 0) {
        const group = comma < dot ? /,/g : /\./g;
        bare = bare.replace(group, '');
    } else if (language === 'en' && /^-?\d{1,3}(,\d{3})+$/.test(bare)) {
        bare = bare.replace(/,/g, '');
    }
    bare = bare.replace(',', '.');
    const found = /^-?(\d+)(?:\.(\d*))?$/.exec(bare);
    if (!found || (found[1] ?? '').length > MOST_DIGITS || (found[2] ?? '').length > MOST_DECIMALS) return null;
    return Number(bare);
}

/** A pasted list: one value a line, or divided by commas or semicolons; each once. */
export function listOf(text: string): string[] {
    const divider = /[\n;]/.test(text) ? /[\n;]/ : /,/;
    return [...new Set(text.split(divider).map((value) => value.trim()))].filter(Boolean);
}
