import type { Forecast } from '@/audience';
import type { FieldType } from '@/segments/fields';
import type { Check, TestMessage, Text } from '@/texts/api';
import { countParts } from '@/texts/parts';
import { parse, write } from '@/texts/template';
import type { Handlers } from '../server/fakeServer';
import { Status } from '../server/fakeServer';

const ANNA = 'Анна Соловьёва';
const DENIS = 'Денис Рябов';

export const BONUS =
    '{Имя}, на вашей карте {Бонусы} бонусов, и 30 ноября они сгорят 🎁 Ближайший к вам магазин: {Филиал}. Отказ: ответьте СТОП';

export const TEXTS: Text[] = [
    { id: '61', name: 'Бонусы сгорают', text: BONUS, messageClass: 'advertising', sender: 'POLYANKA', changedAt: '2026-11-23T07:46:00Z', changedBy: ANNA },
    { id: '62', name: 'Осмотр котла', text: 'Осмотр котла состоится завтра с 9 до 12. Если неудобно, ответьте 2.', messageClass: 'service', sender: 'POLYANKA', changedAt: '2026-11-19T09:10:00Z', changedBy: DENIS },
    { id: '63', name: 'Ключи от ячейки', text: '{Имя|Здравствуйте}, ячейка открыта до {Срок оплаты|конца дня}. Код придёт отдельно.', messageClass: 'transactional', sender: null, changedAt: '2026-11-18T10:00:00Z', changedBy: ANNA },
    { id: '64', name: 'Зимняя резина: скидка 15 %', text: '{Имя|Здравствуйте}, до 30 ноября скидка 15 % на зимнюю резину. Ждём в {Филиал|ближайшем магазине}. Отказ: СТОП', messageClass: 'advertising', sender: 'POLYANKA', changedAt: '2026-11-16T12:30:00Z', changedBy: DENIS },
];

const FIELDS: [key: string, title: string, english: string, type?: FieldType][] = [
    ['external_id', 'Внешний код', 'External id'],
    ['phone', 'Телефон', 'Phone', 'phone'],
    ['last_name', 'Фамилия', 'Last name'],
    ['first_name', 'Имя', 'First name'],
    ['middle_name', 'Отчество', 'Middle name'],
    ['full_name', 'ФИО', 'Full name'],
    ['birth_date', 'Дата рождения', 'Birth date', 'date'],
    ['city', 'Город', 'City'],
    ['region', 'Регион', 'Region'],
    ['product', 'Продукт', 'Product'],
    ['balance', 'Баланс', 'Balance', 'money'],
    ['debt', 'Долг', 'Debt', 'money'],
    ['due_date', 'Срок оплаты', 'Due date', 'date'],
    ['tariff', 'Тариф', 'Tariff'],
    ['branch', 'Филиал', 'Branch'],
    ['bonus_points', 'Бонусы', 'Bonus points', 'number'],
    ['discount', 'Скидка', 'Discount', 'number'],
    ['contract_number', 'Номер договора', 'Contract number'],
];

const known = (name: string) => FIELDS.find((field) => field.slice(0, 3).some((one) => one?.toLowerCase() === name.toLowerCase()));
const english = (headers: Record<string, string | undefined>) => headers['accept-language']?.startsWith('en') ?? false;

/** People of the audience without a value, by field. */
export const LACKING: Record<string, number> = { first_name: 212 };

function checked(text: string, inEnglish: boolean, counted: boolean, selected: Check['selected']): Check {
    let at = 0;
    const variables: Check['variables'] = [];
    const problems: Check['problems'] = [];
    for (const piece of parse(text)) {
        const written = write([piece]);
        if (piece.kind === 'variable') {
            const own = selected.find(({ name }) => name.toLowerCase() === piece.name.toLowerCase());
            const field = own ? ([`selection.${own.name}`, own.name, own.name] as const) : known(piece.name);
            variables.push({ at, length: written.length, key: field?.[0] ?? null, title: field?.[inEnglish ? 2 : 1] ?? null, fallback: piece.fallback, lacking: counted && field ? (LACKING[field[0]] ?? 0) : null });
            if (!field) problems.push({ at, length: written.length, detail: inEnglish ? `There is no field “${piece.name}”.` : `Поля «${piece.name}» нет. Выберите поле из списка или уберите скобки.` });
        }
        at += written.length;
    }
    const { alphabet, parts, size, capacity, offenders } = countParts(text);
    return { alphabet, parts, size, capacity, offenders, variables, problems, selected };
}

/** The department's texts, kept as long as the server lives. `test` is what becomes of a message to oneself, in order. */
export function textHandlers({ texts = TEXTS, test = ['queued', 'pending', 'delivered'], ownPhone = true, selected = [] }: { texts?: Text[]; test?: TestMessage['state'][]; ownPhone?: boolean; selected?: Check['selected'] } = {}): Handlers {
    let kept = [...texts];
    const told = [...test];
    const found = (id: string | undefined) => kept.find((text) => text.id === id) ?? new Status(404);
    return {
        'GET /fields': ({ headers }) => ({
            items: FIELDS.map(([key, ru, en, type = 'text']) => ({ key, title: english(headers) ? en : ru, type, personal: false, options: [], operators: [] })),
        }),
        'GET /texts': () => ({ items: kept, next: null }),
        'GET /texts/:id': ({ params }) => found(params.id),
        'POST /texts': ({ body }) => {
            const text = { ...(body as Text), id: String(70 + kept.length), changedAt: '2026-11-23T13:12:00Z', changedBy: ANNA };
            kept = [text, ...kept];
            return new Status(201, text);
        },
        'PUT /texts/:id': ({ params, body }) => {
            const before = found(params.id);
            if (before instanceof Status) return before;
            const after = { ...before, ...(body as Text), changedAt: '2026-11-23T13:12:00Z', changedBy: ANNA };
            kept = kept.map((text) => (text.id === after.id ? after : text));
            return after;
        },
        'DELETE /texts/:id': ({ params }) => {
            kept = kept.filter((text) => text.id !== params.id);
            return new Status(204);
        },
        'POST /texts/check': ({ body, headers }) => {
            return checked(body.text ?? '', english(headers), body.criteria !== null, body.criteria === null ? [] : selected);
        },
        'POST /test-messages': () =>
            ownPhone ? new Status(201, { id: '900' }) : new Status(409, { code: 'no-own-phone', detail: 'В вашем профиле нет номера.' }),
        'GET /test-messages/:id': ({ params }) => {
            const state = (told.length > 1 ? told.shift() : told[0]) ?? 'delivered';
            return { id: params.id, state, reason: state === 'failed' ? 'Абонент вне сети.' : null, at: '2026-11-23T13:12:05Z' };
        },
    };
}

const rendered = (name: string, points: string, branch: string) =>
    `${name}, на вашей карте ${points} бонусов, и 30 ноября они сгорят 🎁 Ближайший к вам магазин: ${branch}. Отказ: ответьте СТОП`;

function example(kind: Forecast['examples'][number]['kind'], id: string, name: string | null, city: string, text: string): Forecast['examples'][number] {
    const { parts, breaks } = countParts(text);
    return { kind, person: { id, name, phone: '+7 ··· ··· 18-40', city, localTime: '15:00' }, text, parts, breaks };
}

/** As the picture of the step «Что» has it: 13 105 people, two parts for most, three for some. */
export const FORECAST: Forecast = {
    exact: true,
    share: 1,
    found: 14_210,
    suppressed: [
        { reason: 'opted_out', text: 'отписались', count: 610 },
        { reason: 'no_number', text: 'нет телефона', count: 95 },
        { reason: 'same_number', text: 'повторы', count: 400 },
    ],
    recipients: 13_105,
    parts: 29_455,
    partsPerPerson: [
        { parts: 2, people: 9_860 },
        { parts: 3, people: 3_245 },
    ],
    price: 60_383,
    byConnection: [],
    byZone: [],
    lacking: [{ key: 'first_name', title: 'Имя', count: 212 }],
    examples: [
        example('shortest', '1', 'Ия Ли', 'Казань', rendered('Ия', '40', 'Ямашева, 9')),
        example('longest', '2', 'Константин Ермолов', 'Пермь', rendered('Константин', '12 905', 'Героев Хасана, 105/2')),
        example('incomplete', '3', null, 'Казань', rendered('Добрый день', '340', 'Баумана, 44')),
    ],
    seconds: 3_600,
};
