import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { startLanguage } from '@/i18n';
import type { Leaf } from '@/segments/criteria';
import { fieldOf, fieldsFound, groupOf } from '@/segments/fields';
import { blankLeaf, operatorsOf } from '@/segments/leaf';
import { nameFor } from '@/segments/naming';
import { READY, readyFor } from '@/segments/ready';
import { genderOf, inSentence, leafText, nodeText, type Speaker } from '@/segments/speech';
import { CATALOGUE, fieldsIn, NESTED, SIMPLE } from './segments/fake';

const speakers = {} as Record<'ru' | 'en', Speaker>;
beforeAll(async () => {
    await startLanguage();
    speakers.ru = { t: i18next.getFixedT('ru'), language: 'ru' };
    for (const [language, { words }] of Object.entries({ ru: await import('@/i18n/ru'), en: await import('@/i18n/en') })) i18next.addResourceBundle(language, 'translation', words);
    speakers.en = { t: i18next.getFixedT('en'), language: 'en' };
});

const said = (language: 'ru' | 'en', leaf: Leaf) => leafText(speakers[language], fieldsIn(language), leaf).replaceAll('\u00a0', ' ');

describe.each([
    [{ field: 'city', is: 'in', values: ['Казань'] }, 'город — Казань', 'city is Казань'],
    [{ field: 'city', is: 'in', values: ['Казань', 'Пермь'] }, 'город — Казань или Пермь', 'city is Казань or Пермь'],
    [{ field: 'city', is: 'in', values: ['А', 'Б', 'В'] }, 'город — А, Б или В', 'city is А, Б or В'],
    [{ field: 'city', is: 'in', values: ['А', 'Б', 'В', 'Г', 'Д', 'Е'] }, 'город — А, Б, В или ещё 3', 'city is А, Б, В or 3 more'],
    [{ field: 'city', is: 'not_in', values: ['Казань'] }, 'город — не Казань', 'city is not Казань'],
    [{ field: 'city', is: 'not_in', values: ['Казань', 'Пермь'] }, 'город — не Казань и не Пермь', 'city is neither Казань nor Пермь'],
    [{ field: 'city', is: 'not_in', values: ['А', 'Б', 'В'] }, 'город — не А, не Б и не В', 'city is none of А, Б or В'],
    [{ field: 'city', is: 'empty' }, 'город не указан', 'city is not given'],
    [{ field: 'last_name', is: 'empty' }, 'фамилия не указана', 'last name is not given'],
    [{ field: 'first_name', is: 'filled' }, 'имя указано', 'first name is given'],
    [{ field: 'bonus_points', is: 'empty' }, 'бонусы не указаны', 'bonus points are not given'],
    [{ field: 'full_name', is: 'filled' }, 'ФИО указано', 'full name is given'],
    [{ field: 'email', is: 'contains', value: '@mail' }, 'эл. почта содержит «@mail»', 'email contains “@mail”'],
    [{ field: 'contract_number', is: 'starts_with', value: 'А-12' }, 'номер договора начинается с «А-12»', 'contract number starts with “А-12”'],
    [{ field: 'sex', is: 'in', values: ['female'] }, 'пол — женский', 'sex is female'],
    [{ field: 'debt', is: 'gt', value: 5000 }, 'долг — больше 5 000 ₽', 'debt is more than 5,000 ₽'],
    [{ field: 'debt', is: 'le', value: 99.5 }, 'долг — не больше 99,50 ₽', 'debt is at most 99.50 ₽'],
    [{ field: 'debt', is: 'between', from: 1000, to: 20000 }, 'долг — от 1 000 до 20 000 ₽', 'debt is from 1,000 to 20,000 ₽'],
    [{ field: 'bonus_points', is: 'ge', value: 1000 }, 'бонусы — не меньше 1 000', 'bonus points are at least 1,000'],
    [{ field: 'discount', is: 'eq', value: 7.5 }, 'скидка — ровно 7,5', 'discount is exactly 7.5'],
    [{ field: 'orders_count', is: 'ne', value: 0 }, 'число заказов — не 0', 'orders count is not 0'],
    [{ field: 'orders_count', is: 'lt', value: 3 }, 'число заказов — меньше 3', 'orders count is less than 3'],
    [{ field: 'last_visit', is: 'days_ago_more', days: 90 }, 'последний визит — более 90 дней назад', 'last visit was more than 90 days ago'],
    [{ field: 'last_visit', is: 'days_ago_more', days: 1 }, 'последний визит — более 1 дня назад', 'last visit was more than 1 day ago'],
    [{ field: 'last_visit', is: 'days_ago_more', days: 21 }, 'последний визит — более 21 дня назад', 'last visit was more than 21 days ago'],
    [{ field: 'last_visit', is: 'days_ago_more', days: 0 }, 'последний визит — раньше сегодняшнего дня', 'last visit was before today'],
    [{ field: 'last_visit', is: 'days_ago_less', days: 2 }, 'последний визит — менее 2 дней назад', 'last visit was less than 2 days ago'],
    [{ field: 'last_visit', is: 'days_ago_less', days: 1 }, 'последний визит — сегодня', 'last visit was today'],
    [{ field: 'due_date', is: 'within_days', days: 3 }, 'срок оплаты — в ближайшие 3 дня', 'due date is within the next 3 days'],
    [{ field: 'due_date', is: 'within_days', days: 7 }, 'срок оплаты — в ближайшие 7 дней', 'due date is within the next 7 days'],
    [{ field: 'due_date', is: 'within_days', days: 21 }, 'срок оплаты — в ближайший 21 день', 'due date is within the next 21 days'],
    [{ field: 'due_date', is: 'within_days', days: 1 }, 'срок оплаты — сегодня или завтра', 'due date is today or tomorrow'],
    [{ field: 'due_date', is: 'anniversary_within', days: 30 }, 'срок оплаты отмечается в ближайшие 30 дней', 'due date comes round within the next 30 days'],
    [{ field: 'due_date', is: 'anniversary_within', days: 1 }, 'срок оплаты отмечается сегодня или завтра', 'due date comes round today or tomorrow'],
    [{ field: 'due_date', is: 'anniversary_within', days: 0 }, 'срок оплаты отмечается сегодня', 'due date comes round today'],
    [{ field: 'due_date', is: 'within_days', days: 0 }, 'срок оплаты — сегодня', 'due date is today'],
    [{ field: 'due_date', is: 'before', value: '2026-12-01' }, 'срок оплаты — раньше 1 декабря 2026', 'due date is before 1 December 2026'],
    [{ field: 'due_date', is: 'after', value: '2026-05-09' }, 'срок оплаты — позже 9 мая 2026', 'due date is after 9 May 2026'],
    [{ field: 'due_date', is: 'on', value: '2026-12-01' }, 'срок оплаты — 1 декабря 2026', 'due date is on 1 December 2026'],
    [{ field: 'due_date', is: 'between', from: '2026-12-01', to: '2026-12-15' }, 'срок оплаты — с 1 по 15 декабря 2026', 'due date is from 1 to 15 December 2026'],
    [{ field: 'due_date', is: 'between', from: '2026-11-30', to: '2026-12-15' }, 'срок оплаты — с 30 ноября по 15 декабря 2026', 'due date is from 30 November to 15 December 2026'],
    [{ field: 'due_date', is: 'between', from: '2025-12-31', to: '2026-01-15' }, 'срок оплаты — с 31 декабря 2025 по 15 января 2026', 'due date is from 31 December 2025 to 15 January 2026'],
    [{ field: 'app_user', is: 'true' }, 'мобильное приложение — есть', 'mobile app is in use'],
    [{ field: 'app_user', is: false }, 'мобильное приложение — нет', 'mobile app is not in use'],
    [{ field: 'consent_advertising', is: 'empty' }, 'согласие на рекламу не указано', 'consent to advertising is not given'],
    [{ field: 'loyalty', is: 'in', values: ['gold'] }, 'loyalty поле удалено', 'loyalty the field was deleted'],
    [{ field: 'debt', is: 'gt' }, 'долг не задано', 'debt not set'],
] as [Leaf, string, string][])('%j', (leaf, ru, en) => {
    test(ru, () => expect(said('ru', leaf)).toBe(ru));
    test(en, () => expect(said('en', leaf)).toBe(en));
});

test('every operator of every field says something whole in both languages', () => {
    const filling = { values: ['male'], value: 'x', from: 1, to: 2, days: 5 };
    for (const language of ['ru', 'en'] as const) {
        for (const field of fieldsIn(language)) {
            for (const is of operatorsOf(field)) {
                const day = field.type === 'date' || field.type === 'moment';
                const number = field.type === 'number' || field.type === 'money';
                const leaf = { field: field.key, is, ...filling, ...(day ? { value: '2026-01-02', from: '2026-01-02', to: '2026-03-04' } : number ? { value: 5 } : {}) };
                const text = said(language, leaf);
                expect(text, `${field.key} ${is}`).not.toMatch(/segments\.|…|undefined|\{\{|не задано|not set| {2}/);
            }
        }
    }
});

/** Checked against a grammar, not against the code. */
const GENDERS: Record<string, string> = {
    m: 'external_id phone sex city region postal_code language product status balance debt due_date credit_limit tariff branch manager last_visit channel contract_number time_zone',
    f: 'last_name birth_date email last_payment_date last_payment_amount value_group registration_date discount',
    n: 'first_name middle_name full_name orders_count consent_advertising',
    p: 'bonus_points',
};
test.each(CATALOGUE.filter(([key]) => key !== 'app_user'))('%s, «%s», agrees with its words', (key, ru) => {
    const [gender] = Object.entries(GENDERS).find(([, keys]) => keys.split(' ').includes(key)) ?? [];
    expect(genderOf(ru, 'ru')).toBe(gender);
});

test('titles inside a sentence are small, abbreviations stay', () => {
    expect(inSentence('Город')).toBe('город');
    expect(inSentence('ФИО')).toBe('ФИО');
    expect(inSentence('ИНН клиента')).toBe('ИНН клиента');
});

test('a whole tree in words', () => {
    const say = (language: 'ru' | 'en', tree: unknown) => nodeText(speakers[language], fieldsIn(language), tree).replaceAll('\u00a0', ' ');
    expect(say('ru', SIMPLE)).toBe('город — Казань или Пермь, последний визит — более 90 дней назад, кроме тех, у кого группа ценности — VIP');
    expect(say('en', SIMPLE)).toBe('city is Казань or Пермь, last visit was more than 90 days ago, except those whose value group is VIP');
    expect(say('ru', NESTED)).toContain('(долг — больше 5 000 ₽ или (срок оплаты — в ближайшие 3 дня, ');
    expect(say('ru', {})).toBe('Все клиенты');
    expect(say('ru', { none: 1 })).toBe('условие, которое эта страница не понимает');
    expect(nameFor(speakers.ru, fieldsIn('ru'), SIMPLE)).toBe('Город — Казань или Пермь, последний визит — более 90 дней назад…');
    expect(nameFor(speakers.ru, fieldsIn('ru'), {})).toBe('Все клиенты');
    expect(nameFor(speakers.ru, fieldsIn('ru'), { any: Array.from({ length: 9 }, () => ({ field: 'city', is: 'filled' })) })).toMatch(/^Город указан или .{50,}…$/);
    expect(nameFor(speakers.ru, fieldsIn('ru'), { field: 'debt', is: 'gt', value: 0 })).toBe('Долг — больше 0 ₽');
});

test('fields are found by a part of the name, the beginning of a name first, whatever the ё', () => {
    const found = (query: string) => fieldsFound(fieldsIn('ru'), query).flatMap(({ fields }) => fields.map(({ title }) => title));
    expect(found('срок')).toEqual(['Срок оплаты']);
    expect(found('дата плат')).toEqual(['Дата последнего платежа']);
    expect(found('пол')[0]).toBe('Пол');
    expect(found('телефон')).toEqual([]);
    expect(found('')).toHaveLength(34);
    expect(fieldsFound(fieldsIn('ru'), '').map(({ group }) => group)).toEqual(['profile', 'place', 'money', 'dates', 'behaviour', 'product']);
    expect(fieldOf(fieldsIn('ru'), 'ГОРОД')?.key).toBe('city');
    expect(fieldOf(fieldsIn('ru'), 'loyalty')).toBeNull();
    expect(groupOf({ key: 'own', title: 'Своё', type: 'moment', personal: false, options: [], operators: [] })).toBe('dates');
    expect(groupOf({ key: 'own', title: 'Своё', type: 'money', personal: false, options: [], operators: [] })).toBe('money');
    expect(groupOf({ key: 'own', title: 'Своё', type: 'text', personal: false, options: [], operators: [] })).toBe('other');
});

test('a new condition begins with what people mostly ask', () => {
    const blank = (key: string) => blankLeaf(fieldOf(fieldsIn('ru'), key) as never).is;
    expect(['city', 'debt', 'due_date', 'last_visit', 'registration_date', 'app_user', 'sex'].map(blank)).toEqual(['in', 'gt', 'within_days', 'days_ago_more', 'days_ago_less', 'true', 'in']);
});

test('ready-made segments are offered where their fields are', () => {
    expect(readyFor(fieldsIn('ru'))).toEqual(Object.keys(READY));
    expect(readyFor(fieldsIn('ru').filter(({ key }) => key !== 'debt'))).not.toContain('debtors');
});
