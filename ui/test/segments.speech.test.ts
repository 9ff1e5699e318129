import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { startLanguage } from '@/i18n';
import { groupOf } from '@/segments/aboutField';
import { catalogueOf, nameKey } from '@/segments/catalogue';
import type { Leaf } from '@/segments/criteria';
import { fieldOf } from '@/segments/fields';
import { blankLeaf, operatorsOf } from '@/segments/leaf';
import { nameFor } from '@/segments/naming';
import { genderOf, inSentence, type Speaker } from '@/segments/phrases';
import { READY, readyFor } from '@/segments/ready';
import { leafText, nodeText, sayLeaf } from '@/segments/speech';
import { subjectsFound } from '@/segments/subjects';
import { CATALOGUE, CHOICES, EVENT_KINDS, fieldsIn, NESTED, SIMPLE } from './segments/fake';

const speakers = {} as Record<'ru' | 'en', Speaker>;
beforeAll(async () => {
    await startLanguage();
    speakers.ru = { t: i18next.getFixedT('ru'), language: 'ru' };
    for (const [language, { words }] of Object.entries({ ru: await import('@/i18n/ru'), en: await import('@/i18n/en') })) i18next.addResourceBundle(language, 'translation', words);
    speakers.en = { t: i18next.getFixedT('en'), language: 'en' };
});

const titles = (language: 'ru' | 'en') => new Map(Object.entries(CHOICES).flatMap(([about, all]) => all.map(([value, ru, en]) => [nameKey(about, value), language === 'en' ? en : ru] as const)));
const known = (language: 'ru' | 'en') => catalogueOf(fieldsIn(language), EVENT_KINDS, titles(language));
const said = (language: 'ru' | 'en', leaf: Leaf) => leafText(speakers[language], known(language), leaf).replaceAll('\u00a0', ' ');

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
                const leaf = { field: field.key, is, ...filling, ...(is === 'age_between' || is === 'decile_between' ? {} : day ? { value: '2026-01-02', from: '2026-01-02', to: '2026-03-04' } : number ? { value: 5 } : {}) };
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
    const say = (language: 'ru' | 'en', tree: unknown) => nodeText(speakers[language], known(language), tree).replaceAll('\u00a0', ' ');
    expect(say('ru', SIMPLE)).toBe('город — Казань или Пермь, последний визит — более 90 дней назад, кроме тех, у кого группа ценности — VIP');
    expect(say('en', SIMPLE)).toBe('city is Казань or Пермь, last visit was more than 90 days ago, except those whose value group is VIP');
    expect(say('ru', NESTED)).toContain('(долг — больше 5 000 ₽ или (срок оплаты — в ближайшие 3 дня, ');
    expect(say('ru', {})).toBe('Все клиенты');
    expect(say('ru', { none: 1 })).toBe('условие, которое эта страница не понимает');
    expect(nameFor(speakers.ru, known('ru'), SIMPLE)).toBe('Город — Казань или Пермь, последний визит — более 90 дней назад…');
    expect(nameFor(speakers.ru, known('ru'), {})).toBe('Все клиенты');
    expect(nameFor(speakers.ru, known('ru'), { any: Array.from({ length: 9 }, () => ({ field: 'city', is: 'filled' })) })).toMatch(/^Город указан или .{50,}…$/);
    expect(nameFor(speakers.ru, known('ru'), { field: 'debt', is: 'gt', value: 0 })).toBe('Долг — больше 0 ₽');
});

const found = (language: 'ru' | 'en', query: string) => subjectsFound(speakers[language], known(language), query).flatMap(({ subjects }) => subjects.map(({ title }) => title));

test('subjects are found by a part of the name, the beginning of a name first, whatever the ё', () => {
    expect(found('ru', 'срок')[0]).toBe('Срок оплаты');
    expect(found('ru', 'дата плат')).toEqual(['Дата последнего платежа']);
    expect(found('ru', 'пол')[0]).toBe('Пол');
    expect(found('ru', 'платеж')).toContain('Платёж');
    // 34 fields, 5 events, and what else there is to ask.
    expect(found('ru', '')).toHaveLength(34 + EVENT_KINDS.length + 12);
    expect(subjectsFound(speakers.ru, known('ru'), '').map(({ group }) => group)).toEqual(['client', 'money', 'deeds', 'sent', 'lists', 'consent', 'chance']);
    expect(fieldOf(fieldsIn('ru'), 'ГОРОД')?.key).toBe('city');
    expect(fieldOf(fieldsIn('ru'), 'loyalty')).toBeNull();
    expect(groupOf({ key: 'own', type: 'moment' })).toBe('client');
    expect(groupOf({ key: 'own', type: 'money' })).toBe('money');
});

test.each([
    ['не писали', 'Как часто писали'],
    ['покупал', 'Покупка'],
    ['bought', 'Покупка'],
    ['purchase', 'Покупка'],
    ['отписался', 'Отказ от сообщений'],
    ['unsubscribe', 'Отказ от сообщений'],
    ['мегафон', 'Мобильный оператор'],
    ['дубль', 'Повтор номера'],
    ['контрольная', 'Случайная часть'],
    ['town', 'Город'],
    ['задолженность', 'Долг'],
    ['возраст', 'Дата рождения'],
    ['тест', 'Тест-драйв'],
    ['согласие', 'Согласие на рекламу'],
])('«%s» finds «%s» first', (query, title) => {
    expect(found('ru', query)[0]).toBe(title);
});

test('in English, too, by Russian words and English ones', () => {
    expect(found('en', 'not messaged')[0]).toBe('How often we message');
    expect(found('en', 'долг')[0]).toBe('Debt');
    expect(found('en', 'покупка')[0]).toBe('Purchase');
    expect(found('en', 'nothing like it')).toEqual([]);
});

describe.each([
    // Expected by hand, from the rules of either language.
    [{ about: 'event', kind: 'purchase', is: 'happened' }, 'покупали хотя бы раз', 'bought at least once'],
    [{ about: 'event', kind: 'purchase', is: 'happened', days: 1 }, 'покупали хотя бы раз сегодня', 'bought at least once today'],
    [{ about: 'event', kind: 'purchase', is: 'not_happened' }, 'не покупали ни разу', 'did not buy ever'],
    [{ about: 'event', kind: 'purchase', is: 'not_happened', days: 21 }, 'не покупали за 21 день', 'did not buy in the last 21 days'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 3, days: 30 }, 'покупали 3 раза и больше за 30 дней', 'bought at least 3 times in the last 30 days'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 1 }, 'покупали 1 раз и больше', 'bought at least 1 time'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 5 }, 'покупали 5 раз и больше', 'bought at least 5 times'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_most: 1 }, 'покупали не больше 1 раза', 'bought at most 1 time'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_most: 2 }, 'покупали не больше 2 раз', 'bought at most 2 times'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_most: 0, days: 30 }, 'не покупали за 30 дней', 'did not buy in the last 30 days'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 2, at_most: 2 }, 'покупали ровно 2 раза', 'bought exactly 2 times'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 2, at_most: 21 }, 'покупали от 2 до 21 раза', 'bought 2 to 21 times'],
    [{ about: 'event', kind: 'purchase', is: 'count', at_least: 1000, at_most: 5000 }, 'покупали от 1 000 до 5 000 раз', 'bought 1,000 to 5,000 times'],
    [{ about: 'event', kind: 'purchase', is: 'sum', at_least: 5000 }, 'сумма покупок — от 5 000 ₽', 'sum of purchases is at least 5,000 ₽'],
    [{ about: 'event', kind: 'purchase', is: 'sum', at_least: 1000.5, at_most: 5000, days: 2 }, 'сумма покупок — от 1 000,50 до 5 000 ₽ за 2 дня', 'sum of purchases is from 1,000.50 to 5,000 ₽ in the last 2 days'],
    [{ about: 'event', kind: 'purchase', is: 'sum', at_most: 300 }, 'сумма покупок — до 300 ₽', 'sum of purchases is at most 300 ₽'],
    [{ about: 'event', kind: 'purchase', is: 'last', at_least: 10, at_most: 31 }, 'последний раз покупали от 10 до 31 дня назад', 'last bought 10 to 31 days ago'],
    [{ about: 'event', kind: 'purchase', is: 'last', at_least: 90 }, 'последний раз покупали 90 и более дней назад', 'last bought at least 90 days ago'],
    [{ about: 'event', kind: 'purchase', is: 'last', at_most: 1 }, 'последний раз покупали не больше 1 дня назад', 'last bought at most 1 day ago'],
    [{ about: 'event', kind: 'purchase', is: 'last', at_most: 0 }, 'последний раз покупали сегодня', 'last bought today'],
    [{ about: 'event', kind: 'purchase', is: 'happened', from: '2026-11-01', to: '2026-11-15' }, 'покупали хотя бы раз с 1 по 15 ноября 2026', 'bought at least once from 1 to 15 November 2026'],
    [{ about: 'event', kind: 'purchase', is: 'happened', from: '2026-11-01' }, 'покупали хотя бы раз с 1 ноября 2026', 'bought at least once since 1 November 2026'],
    [{ about: 'event', kind: 'purchase', is: 'happened', to: '2026-11-15' }, 'покупали хотя бы раз по 15 ноября 2026', 'bought at least once until 15 November 2026'],
    [
        { about: 'event', kind: 'purchase', is: 'count', at_least: 3, with: [{ attribute: 'shop', values: ['Центр', 'Юг'] }, { attribute: 'items', at_least: 2, at_most: 9 }] },
        'покупали 3 раза и больше (магазин — Центр или Юг; число товаров — от 2 до 9)',
        'bought at least 3 times (shop is Центр or Юг; number of items is from 2 to 9)',
    ],
    [{ about: 'event', kind: 'complaint', is: 'not_happened', days: 30 }, 'не жаловались за 30 дней', 'did not complain in the last 30 days'],
    [{ about: 'event', kind: 'test_drive', is: 'happened', days: 30 }, 'событие «Тест-драйв» было хотя бы раз за 30 дней', 'event “Test drive” happened at least once in the last 30 days'],
    [{ about: 'event', kind: 'test_drive', is: 'not_happened' }, 'событие «Тест-драйв» не было', 'event “Test drive” did not happen'],
    [{ about: 'event', kind: 'test_drive', is: 'last', at_least: 10 }, 'последнее событие «Тест-драйв» — 10 и более дней назад', 'last event “Test drive” was at least 10 days ago'],
    [{ about: 'event', kind: 'gone', is: 'happened' }, 'событие «gone» такого события больше нет', 'event “gone” there is no such event any more'],
    [{ about: 'messages', is: 'none', days: 7 }, 'не писали 7 дней', 'we have not messaged for 7 days'],
    [{ about: 'messages', is: 'none', days: 21 }, 'не писали 21 день', 'we have not messaged for 21 days'],
    [{ about: 'messages', is: 'none', days: 1 }, 'не писали сегодня', 'we have not messaged today'],
    [{ about: 'messages', is: 'count', days: 7, at_least: 0, at_most: 2 }, 'писали от 0 до 2 раз за 7 дней', 'we messaged 0 to 2 times in the last 7 days'],
    [{ about: 'messages', is: 'count', days: 7, at_most: 2 }, 'писали не больше 2 раз за 7 дней', 'we messaged at most 2 times in the last 7 days'],
    [{ about: 'messages', is: 'count', days: 7, at_most: 0 }, 'не писали 7 дней', 'we have not messaged for 7 days'],
    [{ about: 'messages', is: 'last', at_least: 30, at_most: 90 }, 'последний раз писали от 30 до 90 дней назад', 'we last messaged 30 to 90 days ago'],
    [{ about: 'messages', is: 'undelivered', days: 14 }, 'писали за 14 дней, но ничего не дошло', 'we messaged in the last 14 days, but nothing arrived'],
    [{ about: 'campaign', is: 'received' }, 'получали какую-нибудь рассылку', 'were sent some campaign'],
    [{ about: 'campaign', is: 'received', values: ['41'] }, 'получали рассылку «Бонусы сгорают»', 'were sent campaign “Bonus points expire”'],
    [{ about: 'campaign', is: 'not_received', days: 30 }, 'не получали ни одной рассылки за 30 дней', 'were not sent any campaign in the last 30 days'],
    [{ about: 'campaign', is: 'not_received', values: ['41', '42'], days: 30 }, 'не получали ни одну из рассылок «Бонусы сгорают» или «Осенняя распродажа» за 30 дней', 'were not sent any of the campaigns “Bonus points expire” or “Autumn sale” in the last 30 days'],
    [{ about: 'campaign', is: 'delivered', values: ['41'] }, 'доставлена рассылка «Бонусы сгорают»', 'we reached with campaign “Bonus points expire”'],
    [{ about: 'campaign', is: 'not_delivered' }, 'не доставлена ни одна рассылка', 'we did not reach with any campaign'],
    [{ about: 'campaign', is: 'failed', values: ['41'], reasons: ['absent'] }, 'не дошло сообщение рассылки «Бонусы сгорают» (телефон выключен или вне сети)', 'message failed in campaign “Bonus points expire” (phone off or out of reach)'],
    [{ about: 'campaign', is: 'not_failed', days: 30 }, 'не было ошибок доставки рассылок за 30 дней', 'messages did not fail in any campaign in the last 30 days'],
    [{ about: 'campaign', is: 'replied', values: ['41'], text: 'да' }, 'отвечали на рассылку «Бонусы сгорают» (ответ содержит «да»)', 'replied to campaign “Bonus points expire” (the answer contains “да”)'],
    [{ about: 'campaign', is: 'not_replied', values: ['41', '42'] }, 'не отвечали на рассылки «Бонусы сгорают» или «Осенняя распродажа»', 'did not reply to any of the campaigns “Bonus points expire” or “Autumn sale”'],
    [{ about: 'campaign', is: 'silent', values: ['41'] }, 'получили и не ответили на рассылку «Бонусы сгорают»', 'got and did not answer campaign “Bonus points expire”'],
    [{ about: 'list', is: 'in', values: ['12'] }, 'есть в списке «Должники»', 'are in the list “Debtors”'],
    [{ about: 'list', is: 'not_in', values: ['12', '13'] }, 'нет ни в одном из списков «Должники» или «VIP Казани»', 'are in none of the lists “Debtors” or “VIPs of Kazan”'],
    [{ about: 'list', is: 'in', values: ['99'] }, 'есть в списке «№ 99»', 'are in the list “no. 99”'],
    [{ about: 'segment', is: 'in', values: ['9'] }, 'входят в сегмент «Должники со сроком на неделе»', 'are in the segment “Debtors due this week”'],
    [{ about: 'segment', is: 'not_in', values: ['9'] }, 'не входят в сегмент «Должники со сроком на неделе»', 'are not in the segment “Debtors due this week”'],
    [{ about: 'selection', is: 'in', values: ['51'] }, 'есть в выборке «Должники из CRM»', 'are in the selection “Debtors of the CRM”'],
    [{ about: 'selection', is: 'not_in', values: ['51', '52'] }, 'нет ни в одной из выборок «Должники из CRM» или «Заказы в пути»', 'are in none of the selections “Debtors of the CRM” or “Orders on their way”'],
    [{ about: 'import', is: 'in', values: ['31', '32'] }, 'есть хотя бы в одном из файлов «клиенты-ноябрь.csv» или «выставка.xlsx»', 'are in one of the files “clients-november.csv” or “fair.xlsx”'],
    [{ about: 'import', is: 'not_in', values: ['31'] }, 'нет в файле «клиенты-ноябрь.csv»', 'are not in the file “clients-november.csv”'],
    [{ about: 'consent', purpose: 'advertising', is: 'given' }, 'согласие на рекламу есть', 'consent to advertising is given'],
    [{ about: 'consent', purpose: 'advertising', is: 'withdrawn' }, 'согласие на рекламу отозвано', 'consent to advertising is withdrawn'],
    [{ about: 'consent', purpose: 'advertising', is: 'not_given' }, 'согласие на рекламу не дано', 'consent to advertising is not given'],
    [{ about: 'consent', purpose: 'surveys', is: 'unknown' }, 'согласие на цель «Опросы» не давали и не отзывали', 'consent to “Surveys” was neither given nor withdrawn'],
    [{ about: 'consent', purpose: 'advertising', is: 'given', days: 30, through: ['site', 'import'] }, 'согласие на рекламу дано за 30 дней, через: site, файл', 'consent to advertising was given in the last 30 days, through: site, a file'],
    [{ about: 'consent', purpose: 'surveys', channel: 'call', is: 'withdrawn' }, 'согласие на цель «Опросы» по телефону отозвано', 'consent to “Surveys” by phone is withdrawn'],
    [{ about: 'consent', purpose: 'advertising', is: 'given', to: '2026-01-01' }, 'согласие на рекламу дано по 1 января 2026', 'consent to advertising was given until 1 January 2026'],
    [{ about: 'opt_out', is: 'true' }, 'отписались от сообщений', 'opted out of messages'],
    [{ about: 'opt_out', is: false }, 'не отписывались от сообщений', 'did not opt out of messages'],
    [{ about: 'zone', is: 'in', values: ['Asia/Omsk', 'Europe/Moscow'] }, 'часовой пояс — Омск, UTC+6 или Москва, UTC+3', 'time zone is Omsk, UTC+6 or Moscow, UTC+3'],
    [{ about: 'zone', is: 'not_in', values: ['Mars/Olympus'] }, 'часовой пояс — не Mars/Olympus', 'time zone is not Mars/Olympus'],
    [{ about: 'number', is: 'operator', values: ['MegaFon', 'MTS'] }, 'оператор — МегаФон или МТС', 'operator is MegaFon or MTS'],
    [{ about: 'number', is: 'not_operator', values: ['MegaFon'] }, 'оператор — не МегаФон', 'operator is not MegaFon'],
    [{ about: 'phone', is: 'repeated' }, 'номер уже есть у другого клиента', 'number belongs to another client already'],
    [{ about: 'random', is: 'share', percent: 10, seed: 7 }, 'случайные 10 %', 'random 10%'],
    [{ about: 'random', is: 'share', percent: 21 }, 'случайный 21 %', 'random 21%'],
    [{ about: 'random', is: 'share', percent: 0.5 }, 'случайные 0,5 %', 'random 0.5%'],
    [{ about: 'random', is: 'people', people: 500 }, 'случайные 500 человек', 'random 500 people'],
    [{ about: 'random', is: 'people', people: 1 }, 'случайный 1 человек', 'random 1 person'],
    [{ about: 'everyone', is: 'true' }, 'любой клиент', 'any client'],
    [{ field: 'birth_date', is: 'age_between', from: 18, to: 25 }, 'возраст — от 18 до 25 лет', 'age is 18 to 25 years'],
    [{ field: 'birth_date', is: 'age_between', from: 18, to: 21 }, 'возраст — от 18 до 21 года', 'age is 18 to 21 years'],
    [{ field: 'birth_date', is: 'age_between', from: 22, to: 22 }, 'возраст — 22 года', 'age is 22 years'],
    [{ field: 'registration_date', is: 'age_between', from: 1, to: 5 }, 'дата регистрации — от 1 до 5 лет назад', 'registration date was 1 to 5 years ago'],
    [{ field: 'debt', is: 'decile_between', from: 9, to: 10 }, 'долг — в верхних 20 %', 'debt is in the top 20%'],
    [{ field: 'debt', is: 'decile_between', from: 1, to: 3 }, 'долг — в нижних 30 %', 'debt is in the bottom 30%'],
    [{ field: 'debt', is: 'decile_between', from: 4, to: 6 }, 'долг — между нижними 30 % и верхними 40 %', 'debt is between the bottom 30% and the top 40%'],
    [{ about: 'weather', is: 'rainy' }, 'условие, которое эта страница не понимает', 'a condition this page does not understand'],
    [{ about: 'messages', is: 'none', days: 7, at_night: true }, 'условие, которое эта страница не понимает', 'a condition this page does not understand'],
    [{ about: 'messages', is: 'none' }, 'не писали не задано', 'we have not messaged not set'],
] as [Leaf, string, string][])('%j', (leaf, ru, en) => {
    test(ru, () => expect(said('ru', leaf)).toBe(ru));
    test(en, () => expect(said('en', leaf)).toBe(en));
});

test('many of: all of them at once', () => {
    const fields = [...fieldsIn('ru'), { key: 'tags', title: 'Метки', type: 'many_of' as const, personal: false, options: [{ code: 'a', title: 'Дача' }, { code: 'b', title: 'Дети' }], operators: ['in', 'not_in', 'has_all'] }];
    expect(leafText(speakers.ru, catalogueOf(fields), { field: 'tags', is: 'has_all', values: ['a', 'b'] })).toBe('метки — Дача и Дети');
});

test('each condition says how its line leads up to it', () => {
    const lead = (leaf: Leaf) => sayLeaf(speakers.ru, known('ru'), leaf).lead;
    expect(lead({ field: 'city', is: 'filled' })).toBe('whose');
    expect(lead({ about: 'event', kind: 'purchase', is: 'happened' })).toBe('who');
    expect(lead({ about: 'event', kind: 'purchase', is: 'sum', at_least: 1 })).toBe('whose');
    expect(lead({ about: 'messages', is: 'none', days: 7 })).toBe('whom');
    expect(lead({ about: 'list', is: 'not_in', values: ['12'] })).toBe('lacking');
    expect(lead({ about: 'random', is: 'share', percent: 1 })).toBe('chance');
    const all = (tree: unknown) => nodeText(speakers.ru, known('ru'), tree).replaceAll('\u00a0', ' ');
    expect(all({ all: [{ field: 'debt', is: 'gt', value: 5000 }, { not: { about: 'opt_out', is: 'true' } }, { not: { about: 'list', is: 'not_in', values: ['12'] } }] })).toBe(
        'долг — больше 5 000 ₽, кроме тех, которые отписались от сообщений, кроме тех, которых нет в списке «Должники»',
    );
});

test('a new condition begins with what people mostly ask', () => {
    const blank = (key: string) => blankLeaf(fieldOf(fieldsIn('ru'), key) as never).is;
    expect(['city', 'debt', 'due_date', 'last_visit', 'registration_date', 'app_user', 'sex'].map(blank)).toEqual(['in', 'gt', 'within_days', 'days_ago_more', 'days_ago_less', 'true', 'in']);
});

test('ready-made segments are offered where what they ask about is', () => {
    expect(readyFor(known('ru'))).toEqual(Object.keys(READY));
    expect(readyFor(catalogueOf(fieldsIn('ru').filter(({ key }) => key !== 'debt'), EVENT_KINDS))).not.toContain('debtors');
    expect(readyFor(catalogueOf(fieldsIn('ru'), []))).not.toContain('frequent');
    for (const tree of Object.values(READY)) expect(nodeText(speakers.ru, known('ru'), tree)).not.toMatch(/не задано|не понимает/);
});
