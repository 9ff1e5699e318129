import type { Asked as Subject, EventKind, Explanation, Segment } from '@/segments/api';
import { asCriteria, isField, kindOf, type Leaf, leavesOf, linesOf, type Criteria, type Not, partsOf, type All, type Any } from '@/segments/criteria';
import type { Field, FieldType } from '@/segments/fields';
import type { AnswerOf } from '@/shared/api';
import { type Asked, type Handlers, Status } from '../server/fakeServer';

const OPERATORS: Record<FieldType, string[]> = {
    text: ['in', 'not_in', 'contains', 'starts_with', 'empty', 'filled'],
    many_of: ['in', 'not_in', 'has_all', 'empty', 'filled'],
    one_of: ['in', 'not_in', 'empty', 'filled'],
    number: ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'decile_between', 'empty', 'filled'],
    money: ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'decile_between', 'empty', 'filled'],
    date: ['days_ago_more', 'days_ago_less', 'within_days', 'anniversary_within', 'before', 'after', 'on', 'between', 'age_between', 'empty', 'filled'],
    moment: ['days_ago_more', 'days_ago_less', 'within_days', 'anniversary_within', 'before', 'after', 'on', 'between', 'age_between', 'empty', 'filled'],
    yes_no: ['true', 'false', 'empty', 'filled'],
    phone: [],
};

/** The server's catalogue: key, titles, type, whether it is personal. */
export const CATALOGUE: [string, string, string, FieldType, boolean][] = [
    ['external_id', 'Внешний код', 'External id', 'text', false],
    ['phone', 'Телефон', 'Phone', 'phone', true],
    ['last_name', 'Фамилия', 'Last name', 'text', true],
    ['first_name', 'Имя', 'First name', 'text', true],
    ['middle_name', 'Отчество', 'Middle name', 'text', true],
    ['full_name', 'ФИО', 'Full name', 'text', true],
    ['birth_date', 'Дата рождения', 'Birth date', 'date', true],
    ['sex', 'Пол', 'Sex', 'one_of', true],
    ['email', 'Эл. почта', 'Email', 'text', true],
    ['city', 'Город', 'City', 'text', false],
    ['region', 'Регион', 'Region', 'text', false],
    ['postal_code', 'Индекс', 'Postal code', 'text', true],
    ['language', 'Язык', 'Language', 'text', false],
    ['product', 'Продукт', 'Product', 'text', false],
    ['status', 'Статус', 'Status', 'text', false],
    ['balance', 'Баланс', 'Balance', 'money', true],
    ['debt', 'Долг', 'Debt', 'money', true],
    ['due_date', 'Срок оплаты', 'Due date', 'date', false],
    ['last_payment_date', 'Дата последнего платежа', 'Last payment date', 'date', false],
    ['last_payment_amount', 'Сумма последнего платежа', 'Last payment amount', 'money', true],
    ['credit_limit', 'Кредитный лимит', 'Credit limit', 'money', true],
    ['tariff', 'Тариф', 'Tariff', 'text', false],
    ['branch', 'Филиал', 'Branch', 'text', false],
    ['manager', 'Менеджер', 'Manager', 'text', true],
    ['value_group', 'Группа ценности', 'Value group', 'text', false],
    ['registration_date', 'Дата регистрации', 'Registration date', 'date', false],
    ['last_visit', 'Последний визит', 'Last visit', 'moment', false],
    ['channel', 'Канал', 'Channel', 'text', false],
    ['bonus_points', 'Бонусы', 'Bonus points', 'number', false],
    ['orders_count', 'Число заказов', 'Orders count', 'number', false],
    ['discount', 'Скидка', 'Discount', 'number', false],
    ['contract_number', 'Номер договора', 'Contract number', 'text', true],
    ['app_user', 'Пользуется приложением', 'App user', 'yes_no', false],
    ['consent_advertising', 'Согласие на рекламу', 'Consent to advertising', 'yes_no', false],
    ['time_zone', 'Часовой пояс', 'Time zone', 'text', false],
];

export function fieldsIn(language: 'ru' | 'en'): Field[] {
    return CATALOGUE.map(([key, ru, en, type, personal]) => ({
        key,
        title: language === 'en' ? en : ru,
        type,
        personal,
        options:
            key === 'sex'
                ? [
                      { code: 'male', title: language === 'en' ? 'male' : 'мужской' },
                      { code: 'female', title: language === 'en' ? 'female' : 'женский' },
                  ]
                : [],
        operators: OPERATORS[type],
    }));
}

const CITIES: [string, number][] = [
    ['Екатеринбург', 141_070],
    ['Казань', 118_400],
    ['Пермь', 96_230],
    ['Уфа', 90_015],
    ['Самара', 87_640],
    ['Набережные Челны', 38_910],
    ['Ижевск', 31_205],
    ['Оренбург', 28_440],
];
/** Found by name only. */
const RARE: [string, number][] = [['Иннополис', 1_204], ['Елабуга', 6_118]];
const EVERYBODY = 1_904_312;

type Headed = { headers: Record<string, string | undefined> };
const english = ({ headers }: Headed) => headers['accept-language']?.startsWith('en') ?? false;

/** What share of all people a condition finds; made up, but the same each time. */
function share(tree: unknown): number {
    switch (kindOf(tree)) {
        case 'leaf':
            return leafShare(tree as Leaf);
        case 'all':
            return partsOf(tree as All).parts.reduce((rest, part) => rest * share(part), 1);
        case 'any':
            return 1 - partsOf(tree as Any).parts.reduce((rest, part) => rest * (1 - share(part)), 1);
        case 'not':
            return 1 - share((tree as Not).not);
        default:
            return 1;
    }
}

/** What share of all people is told by something else than a field. */
const ABOUT_SHARE: Record<string, number> = { event: 0.12, messages: 0.64, campaign: 0.31, list: 0.04, segment: 0.15, import: 0.22, selection: 0.05, consent: 0.48, opt_out: 0.03, number: 0.27, zone: 0.18, phone: 0.01, everyone: 1 };

function leafShare(leaf: Leaf): number {
    if (!isField(leaf)) return leaf.about === 'random' && leaf.is === 'share' ? Number(leaf.percent) / 100 : (ABOUT_SHARE[leaf.about] ?? 0.02);
    if (leaf.field === 'city' && Array.isArray(leaf.values)) {
        const people = leaf.values.reduce((sum: number, value) => sum + (CITIES.find(([city]) => city.toLowerCase() === String(value).toLowerCase())?.[1] ?? 1_000), 0);
        return (leaf.is === 'not_in' ? EVERYBODY - people : people) / EVERYBODY;
    }
    const known: Record<string, number> = { last_visit: 0.0662, debt: 0.148, due_date: 0.21, consent_advertising: 0.957, app_user: 0.38, bonus_points: 0.24, registration_date: 0.031 };
    return known[leaf.field] ?? 0.3;
}

/** The first complaint the real server would have: a field that is none. */
function refusal(criteria: unknown, asked: Headed) {
    const known = new Set(CATALOGUE.map(([key]) => key));
    const lines = linesOf((criteria ?? {}) as Criteria);
    const bad = lines.findIndex(({ node }) => leavesOf(node).some((leaf) => isField(leaf) && !known.has(leaf.field)));
    if (bad < 0) return null;
    const field = leavesOf(lines[bad]?.node).filter(isField).find(({ field }) => !known.has(field))?.field;
    const detail = english(asked) ? `There is no field “${field}”. Choose one from the list.` : `Поля «${field}» нет. Выберите поле из списка.`;
    return new Status(422, { code: 'criteria-refused', detail, errors: [{ pointer: kindOf(criteria) === 'all' ? `/criteria/all/${bad}/field` : '/criteria/field', detail }] });
}

const about = (value: number) => Number(value.toPrecision(3));

function counted(asked: Asked<'POST /segments/count'>) {
    const criteria = asCriteria(asked.body.criteria);
    const refused = refusal(criteria, asked);
    if (refused) return refused;
    const estimate = asked.query.get('estimate') === 'true';
    const number = (part: number) => (estimate ? about(Math.round(EVERYBODY * part)) : Math.round(EVERYBODY * part));
    let rest = 1;
    const lines = linesOf(criteria).map(({ node }) => {
        rest *= share(node);
        return { after: number(rest), matched: number(share(node)) };
    });
    return { found: number(rest), exact: !estimate, lines, countedAt: '2026-11-23T07:42:00Z' };
}

export const PEOPLE = [
    { id: '3001', name: 'Алсу Гарипова', phone: '+7 ··· ··· 18-40', city: 'Казань', localTime: '10:42' },
    { id: '3002', name: 'Виктор Пермяков', phone: '+7 ··· ··· 93-07', city: 'Пермь', localTime: '12:42' },
    { id: '3003', name: null, phone: '+7 ··· ··· 55-12', city: 'Казань', localTime: '10:42' },
    { id: '3004', name: 'Тамара Оленина', phone: '+7 ··· ··· 20-66', city: 'Казань', localTime: '10:42' },
    { id: '3005', name: 'Руслан Хабибуллин', phone: '+7 ··· ··· 71-39', city: 'Пермь', localTime: '12:42' },
    { id: '3006', name: 'Ия Ким', phone: '+7 ··· ··· 40-11', city: 'Пермь', localTime: '12:42' },
    { id: '3007', name: 'Константин Ершов', phone: '+7 ··· ··· 08-74', city: 'Казань', localTime: '10:42' },
];

const IVANOV = { id: '4001', name: 'Пётр Иванов', phone: '+7 ··· ··· 14-02', city: 'Казань', localTime: '10:42' };

const VALUES: Record<string, [string, string][]> = {
    last_visit: [['104 дня назад', '104 days ago'], ['231 день назад', '231 days ago'], ['97 дней назад', '97 days ago'], ['1 год 2 мес. назад', '1 year 2 mo. ago'], ['148 дней назад', '148 days ago']],
    debt: [['12 400 ₽', '12,400 ₽'], ['5 310 ₽', '5,310 ₽'], ['48 000 ₽', '48,000 ₽'], ['7 905,50 ₽', '7,905.50 ₽'], ['6 120 ₽', '6,120 ₽']],
    due_date: [['через 2 дня', 'in 2 days'], ['через 1 день', 'in 1 day'], ['сегодня', 'today'], ['через 3 дня', 'in 3 days'], ['через 2 дня', 'in 2 days']],
};

function sampled(asked: Asked<'POST /segments/sample'>): AnswerOf<'POST /segments/sample'> | Status<object> {
    const criteria = asCriteria(asked.body.criteria);
    const seed = asked.body.seed ?? 1;
    const refused = refusal(criteria, asked);
    if (refused) return refused;
    const fields = fieldsIn(english(asked) ? 'en' : 'ru');
    const keys = [...new Set(leavesOf(criteria).filter(isField).map(({ field }) => field))].slice(0, 3);
    return {
        columns: keys.map((key) => ({ key, title: fields.find((field) => field.key === key)?.title ?? key })),
        items: [0, 1, 2, 3, 4].map((index) => {
            const person = PEOPLE[(index + (seed - 1) * 2) % PEOPLE.length] ?? IVANOV;
            return {
                ...person,
                values: Object.fromEntries(keys.map((key) => [key, key === 'city' ? person.city : (VALUES[key]?.[index]?.[english(asked) ? 1 : 0] ?? null)])),
            };
        }),
    };
}

/** Пётр Иванов of the picture: from Kazan, was here too lately. */
export function explained({ criteria, query }: { criteria: Criteria; query: string }, inEnglish: boolean): Explanation[] {
    const lines = linesOf(criteria).map(({ node, except }) => {
        const [leaf] = leavesOf(node);
        if (except) return { holds: true, actual: null };
        if (!leaf || !isField(leaf)) return { holds: leaf?.about !== 'messages', actual: null };
        if (leaf.field === 'city') return { holds: true, actual: 'Казань' };
        if (leaf.field === 'last_visit') return { holds: false, actual: inEnglish ? '12 days ago' : '12 дней назад' };
        return { holds: true, actual: inEnglish ? 'yes' : 'да' };
    });
    const inSegment = lines.every(({ holds }) => holds);
    const person = (id: string, name: string, phone: string) => ({ id, name, phone, city: 'Казань', localTime: '10:42' });
    const ivanov: Explanation = { person: person('4001', 'Пётр Иванов', '+7 ··· ··· 14-02'), inSegment, lines, gets: false, reason: inSegment ? 'opted_out' : null, reasonText: inSegment ? (inEnglish ? 'Opted out on 3 March 2025' : 'Отказ от сообщений 3 марта 2025') : null };
    const ivanova: Explanation = { person: person('4002', 'Полина Иванова', '+7 ··· ··· 77-15'), inSegment: true, lines: lines.map((line) => ({ ...line, holds: true })), gets: true, reason: null, reasonText: null };
    const sought = query.toLowerCase();
    if (/петров/.test(sought)) return [];
    return /14-02|пётр/.test(sought) ? [ivanov] : [ivanov, ivanova];
}

const segment = (id: string, name: string, criteria: Criteria, more: Partial<Segment> = {}): Segment => ({
    id,
    name,
    criteria,
    createdAt: '2026-11-02T08:30:00Z',
    createdBy: 'Анна Соловьёва',
    changedAt: '2026-11-20T09:12:00Z',
    ...more,
});

export const SIMPLE = {
    all: [
        { field: 'city', is: 'in', values: ['Казань', 'Пермь'] },
        { field: 'last_visit', is: 'days_ago_more', days: 90 },
        { not: { field: 'value_group', is: 'in', values: ['VIP'] } },
    ],
} satisfies Criteria;

export const NESTED = {
    all: [
        { field: 'city', is: 'in', values: ['Казань', 'Пермь'] },
        {
            any: [
                { field: 'debt', is: 'gt', value: 5_000 },
                {
                    all: [
                        { field: 'due_date', is: 'within_days', days: 3 },
                        { not: { field: 'app_user', is: 'true' } },
                        { not: { any: [{ field: 'tariff', is: 'in', values: ['Зимний'] }, { field: 'bonus_points', is: 'ge', value: 1_000 }] } },
                    ],
                },
            ],
        },
        { not: { all: [{ field: 'sex', is: 'in', values: ['female'] }, { field: 'email', is: 'empty' }] } },
    ],
} satisfies Criteria;

export const EVENT_KINDS: EventKind[] = [
    {
        key: 'purchase',
        titleRu: 'Покупка',
        titleEn: 'Purchase',
        attributes: [
            { key: 'shop', titleRu: 'Магазин', titleEn: 'Shop', type: 'text' },
            { key: 'items', titleRu: 'Число товаров', titleEn: 'Number of items', type: 'number' },
        ],
        archived: false,
        version: 1,
    },
    { key: 'payment', titleRu: 'Платёж', titleEn: 'Payment', attributes: [], archived: false, version: 1 },
    { key: 'visit', titleRu: 'Визит', titleEn: 'Visit', attributes: [], archived: false, version: 1 },
    { key: 'complaint', titleRu: 'Жалоба', titleEn: 'Complaint', attributes: [], archived: false, version: 1 },
    { key: 'test_drive', titleRu: 'Тест-драйв', titleEn: 'Test drive', attributes: [], archived: false, version: 1 },
];

/** What conditions may name, by what they are about. */
export const CHOICES: Record<string, [string, string, string][]> = {
    list: [['12', 'Должники', 'Debtors'], ['13', 'VIP Казани', 'VIPs of Kazan'], ['14', 'Участники розыгрыша', 'Prize draw']],
    segment: [['8', 'Казань и Пермь, давно не были', 'Kazan and Perm, not here for long'], ['9', 'Должники со сроком на неделе', 'Debtors due this week']],
    selection: [['51', 'Должники из CRM', 'Debtors of the CRM'], ['52', 'Заказы в пути', 'Orders on their way']],
    import: [['31', 'клиенты-ноябрь.csv', 'clients-november.csv'], ['32', 'выставка.xlsx', 'fair.xlsx']],
    campaign: [['41', 'Бонусы сгорают', 'Bonus points expire'], ['42', 'Осенняя распродажа', 'Autumn sale'], ['43', 'Напоминание о долге', 'Debt reminder']],
    number: [['MegaFon', 'МегаФон', 'MegaFon'], ['MTS', 'МТС', 'MTS'], ['Beeline', 'Билайн', 'Beeline'], ['Tele2', 'Т2', 'T2']],
    zone: [['Asia/Yekaterinburg', 'Asia/Yekaterinburg', 'Asia/Yekaterinburg'], ['Europe/Moscow', 'Europe/Moscow', 'Europe/Moscow'], ['Asia/Omsk', 'Asia/Omsk', 'Asia/Omsk']],
    consent: [['advertising', 'Реклама', 'Advertising'], ['service', 'Сервисные сообщения', 'Service messages'], ['surveys', 'Опросы', 'Surveys']],
};

/** More than the server knows so far: all that this page can show. */
export const ASKED: Subject[] = [
    { about: 'event', operators: ['happened', 'not_happened', 'count', 'sum', 'last'] },
    { about: 'messages', operators: ['none', 'count', 'last', 'undelivered'] },
    { about: 'campaign', operators: ['received', 'not_received', 'delivered', 'not_delivered', 'failed', 'not_failed', 'replied', 'not_replied', 'silent'] },
    { about: 'list', operators: ['in', 'not_in'] },
    { about: 'segment', operators: ['in', 'not_in'] },
    { about: 'import', operators: ['in', 'not_in'] },
    { about: 'selection', operators: ['in', 'not_in'] },
    { about: 'opt_out', operators: ['true', 'false'] },
    { about: 'consent', operators: ['given', 'not_given', 'withdrawn', 'unknown'] },
    { about: 'number', operators: ['operator', 'not_operator'] },
    { about: 'zone', operators: ['in', 'not_in'] },
    { about: 'phone', operators: ['repeated', 'single'] },
    { about: 'random', operators: ['share', 'people'] },
];

/** Of these the server tells how many people each is about. */
const COUNTED = new Set(['number', 'zone']);

const WHAT_CAN_BE_ASKED = {
    'GET /event-kinds': () => EVENT_KINDS,
    'GET /criteria': () => ASKED,
    'GET /criteria/:about/choices': ({ params, query, headers }) => {
        const wanted = query.get('values')?.split(',');
        const search = (query.get('search') ?? '').toLowerCase();
        return (CHOICES[params.about] ?? [])
            .filter(([value]) => !wanted || wanted.includes(value))
            .map(([value, ru, en], index) => ({ value, title: english({ headers }) ? en : ru, people: COUNTED.has(params.about) ? 412_000 - index * 98_700 : null }))
            .filter(({ title }) => title.toLowerCase().includes(search));
    },
} satisfies Handlers;

/** Conditions of every kind that is no field, as systems write them. */
export const DEEDS = {
    all: [
        { about: 'event', kind: 'purchase', is: 'count', at_least: 3, days: 30, with: [{ attribute: 'shop', values: ['Центр'] }] },
        { about: 'event', kind: 'purchase', is: 'sum', at_least: 5_000 },
        { about: 'messages', is: 'none', days: 7 },
        { about: 'campaign', is: 'received', values: ['41'] },
        { about: 'list', is: 'in', values: ['12'] },
        { about: 'consent', purpose: 'advertising', is: 'given' },
        { about: 'random', is: 'share', percent: 10, seed: 7 },
        { not: { about: 'opt_out', is: 'true' } },
    ],
} satisfies Criteria;

/** Groups in groups, conditions of every sort in them. */
export const DEEP = {
    all: [
        { field: 'city', is: 'in', values: ['Казань', 'Пермь'] },
        {
            any: [
                { about: 'event', kind: 'purchase', is: 'count', at_least: 3, days: 90 },
                {
                    all: [
                        { about: 'list', is: 'in', values: ['13'] },
                        { any: [{ about: 'campaign', is: 'replied', values: ['42'], text: 'да' }, { about: 'segment', is: 'in', values: ['9'] }] },
                        { not: { about: 'messages', is: 'count', days: 7, at_least: 3 } },
                    ],
                },
            ],
        },
        { not: { about: 'opt_out', is: 'true' } },
    ],
} satisfies Criteria;

export const GONE: Criteria = { all: [{ field: 'city', is: 'in', values: ['Казань'] }, { field: 'loyalty_level', is: 'in', values: ['gold'] }] };

export const SEGMENTS: Segment[] = [
    segment('8', 'Казань и Пермь, давно не были', SIMPLE),
    segment('9', 'Должники со сроком на неделе', { all: [{ field: 'debt', is: 'gt', value: 0 }, { field: 'due_date', is: 'within_days', days: 7 }] }, { createdBy: 'Денис Рябов', changedAt: '2026-11-23T06:20:00Z' }),
    segment('10', 'Напомнить о долге', NESTED, { changedAt: '2026-10-14T11:00:00Z' }),
    segment('12', 'Покупают и отвечают', DEEDS, { createdBy: 'Денис Рябов', changedAt: '2026-11-22T06:20:00Z' }),
    segment('13', 'Постоянные покупатели', DEEP, { changedAt: '2026-11-19T06:20:00Z' }),
    segment('11', 'Золотой уровень в Казани', GONE, { createdBy: null, changedAt: '2025-12-03T11:00:00Z' }),
];

/** The segments' part of the server, with what is saved kept in memory. */
export function segmentHandlers({ segments = SEGMENTS }: { segments?: Segment[] } = {}): Handlers {
    const kept = new Map(segments.map((one) => [one.id, one]));
    const save = (asked: Pick<Asked<'POST /segments'>, 'body' | 'headers'>, before: Segment | undefined, id: string) => {
        const criteria = asCriteria(asked.body.criteria);
        const name = asked.body.name ?? '';
        const taken = [...kept.values()].some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
        if (taken) {
            const detail = english(asked) ? 'There is a segment of this name already. Choose another name.' : 'Сегмент с таким названием уже есть. Выберите другое название.';
            return new Status(409, { code: 'segment-name', detail, errors: [{ pointer: '/name', detail }] });
        }
        const refused = refusal(criteria, asked);
        if (refused) return refused;
        const saved = segment(id, name, criteria, { createdAt: before?.createdAt ?? '2026-11-23T13:12:00Z', changedAt: '2026-11-23T13:12:00Z' });
        kept.set(id, saved);
        return new Status(before ? 200 : 201, saved);
    };
    return {
        'GET /fields': (asked) => ({ items: fieldsIn(english(asked) ? 'en' : 'ru') }),
        'GET /fields/:key/values': (asked) => {
            const query = (asked.query.get('query') ?? '').toLowerCase();
            const { key } = asked.params;
            const all: [string, number][] =
                key === 'city' ? (query === '' ? CITIES : [...CITIES, ...RARE])
                : key === 'tariff' ? [['Зимний', 402_118], ['Домашний', 311_040], ['Студенческий', 88_507]]
                : key === 'value_group' ? [['Обычная', 1_640_200], ['Золотая', 201_930], ['VIP', 8_410]]
                : key === 'sex' ? [['female', 1_012_400], ['male', 880_120]]
                : [];
            const items = all.filter(([value]) => value.toLowerCase().includes(query)).map(([value, count]) => ({ value, title: value, count }));
            return { items, more: key === 'city' && query === '' };
        },
        ...WHAT_CAN_BE_ASKED,
        'POST /segments/count': counted,
        'POST /segments/sample': sampled,
        'POST /audience/explain': (asked) => ({ items: explained({ criteria: asCriteria(asked.body.criteria), query: asked.body.query ?? '' }, english(asked)) }),
        'GET /segments': () => ({ items: [...kept.values()], next: null }),
        'GET /segments/:id': ({ params }) => kept.get(params.id) ?? new Status(404),
        'POST /segments': (asked) => save(asked, undefined, String(100 + kept.size)),
        'PUT /segments/:id': (asked) => save(asked, kept.get(asked.params.id), asked.params.id),
        'DELETE /segments/:id': ({ params }) => {
            kept.delete(params.id);
            return new Status(204);
        },
    };
}
