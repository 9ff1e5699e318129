import type { Card, Client, History, Import } from '@/recipients/recipient';
import type { AnswerOf } from '@/shared/api';
import { type Handlers, Status } from '../server/fakeServer';

const ANNA = 'Анна Соловьёва';
const DENIS = 'Денис Рябов';

function client(id: string, name: string | null, phone: string, city: string | null, more: Partial<Client> = {}): Client {
    return { id, name, phone, city, product: null, optedOut: false, updatedAt: '2026-11-20T09:30:00Z', ...more };
}

export const CLIENTS: Client[] = [
    client('1', 'Алсу Гарипова', '+7 ··· ··· 18-40', 'Казань', { product: 'Карта «Полянка»', updatedAt: '2026-11-23T11:05:00Z' }),
    client('2', 'Виктор Пермяков', '+7 ··· ··· 93-07', 'Пермь', { product: 'Карта «Полянка»' }),
    client('3', null, '+7 ··· ··· 55-12', 'Казань'),
    client('4', 'Тамара Оленина', '+7 ··· ··· 20-66', 'Казань', { product: 'Доставка', optedOut: true }),
    client('5', 'Руслан Хабибуллин', '+7 ··· ··· 71-39', 'Пермь', { product: 'Рассрочка' }),
    client('6', 'Пётр Иванов', '+7 ··· ··· 14-02', 'Казань', { product: 'Карта «Полянка»', updatedAt: '2026-11-11T16:40:00Z' }),
    client('7', 'Константин Ершов', '+7 ··· ··· 64-81', 'Пермь', { updatedAt: '2026-11-02T08:00:00Z' }),
];

export const CARD: Card = {
    id: '1',
    name: 'Алсу Гарипова',
    phone: '+7 ··· ··· 18-40',
    externalId: 'К-204117',
    optedOut: false,
    fields: [
        { key: 'phone', title: 'Телефон', value: '+7 ··· ··· 18-40' },
        { key: 'first_name', title: 'Имя', value: 'Алсу' },
        { key: 'last_name', title: 'Фамилия', value: 'Гарипова' },
        { key: 'city', title: 'Город', value: 'Казань' },
        { key: 'product', title: 'Продукт', value: 'Карта «Полянка»' },
        { key: 'bonus_points', title: 'Бонусы', value: '340' },
        { key: 'last_visit', title: 'Последний визит', value: '11.08.2026' },
    ].map((one) => ({ ...one, raw: one.value })),
    consents: [{ purpose: 'advertising', channel: 'sms', given: true, source: 'анкета в магазине на Баумана', sourceText: 'анкета в магазине на Баумана', at: '2025-03-03T09:00:00Z' }],
    optOuts: [],
    createdAt: '2025-03-03T09:00:00Z',
    updatedAt: '2026-11-23T11:05:00Z',
    importId: '31',
};

export const HISTORY: History = {
    messages: [
        {
            id: '801',
            runId: '501',
            campaignName: 'Бонусы сгорают 30 ноября',
            at: '2026-11-23T12:04:00Z',
            messageClass: 'advertising',
            text: 'Алсу, на вашей карте 340 бонусов, и 30 ноября они сгорят. Ближайший к вам магазин: Баумана, 44. Отказ: ответьте СТОП',
            parts: 2,
            state: 'delivered',
            reason: null,
        },
        {
            id: '702',
            runId: '504',
            campaignName: 'Осмотр котла',
            at: '2026-11-20T07:02:00Z',
            messageClass: 'service',
            text: 'Осмотр котла состоится завтра с 9 до 12. Если неудобно, ответьте 2.',
            parts: 1,
            state: 'failed',
            reason: 'Телефон был выключен дольше суток.',
        },
        { id: '650', runId: null, campaignName: null, at: '2026-11-02T10:15:00Z', messageClass: 'transactional', text: '', parts: 1, state: 'delivered', reason: null },
    ],
    answers: [{ id: '91', at: '2026-11-23T12:31:00Z', text: 'Спасибо! А в Полянке на Ямашева бонусы примут?', optOut: false }],
    suppressed: [{ runId: '499', campaignName: 'Зимняя резина: скидка 15 %', at: '2026-11-18T07:00:00Z', reason: 'same_number', reasonText: 'Тот же номер уже был в рассылке' }],
};

const columns: Import['columns'] = [
    { index: 0, header: 'Клиент', samples: ['Гарипова Алсу', 'Пермяков Виктор', 'Оленина Тамара'], field: 'full_name', guessed: true },
    { index: 1, header: 'Мобильный', samples: ['8 (916) 555-18-40', '+7 922 300 93 07', '843-20-66'], field: 'phone', guessed: true },
    { index: 2, header: 'Город', samples: ['Казань', 'Пермь', 'Казань'], field: 'city', guessed: true },
    { index: 3, header: 'Баллы', samples: ['340', '12 905', '40'], field: 'bonus_points', guessed: true },
    { index: 4, header: 'Комментарий', samples: ['звонить после 18', 'VIP', ''], field: null, guessed: false },
];

const blank: Import = {
    id: '32',
    fileName: 'клиенты-ноябрь.csv',
    sizeBytes: 4_812_300,
    status: 'uploaded',
    createdAt: '2026-11-23T13:02:00Z',
    createdBy: ANNA,
    finishedAt: null,
    columns,
    preview: [
        { row: 2, phone: '+7 ··· ··· 18-40', problem: null, cells: ['Гарипова Алсу', '8 (916) 555-18-40', 'Казань', '340', 'звонить после 18'] },
        { row: 3, phone: '+7 ··· ··· 93-07', problem: null, cells: ['Пермяков Виктор', '+7 922 300 93 07', 'Пермь', '12 905', 'VIP'] },
        { row: 4, phone: null, problem: 'В номере не хватает цифр: найдено 7.', cells: ['Оленина Тамара', '843-20-66', 'Казань', '40', ''] },
        { row: 5, phone: '+7 ··· ··· 71-39', problem: null, cells: ['Хабибуллин Руслан', '89028347139', 'Пермь', '0', ''] },
    ],
    progress: null,
    result: null,
    rejections: [],
    warnings: [],
    failure: null,
    undoable: false,
    undo: null,
};

export const UPLOADED: Import = blank;
export const NO_PHONE: Import = { ...blank, id: '33', columns: columns.map((one) => (one.field === 'phone' ? { ...one, field: null, guessed: false } : one)), preview: [] };
export const RUNNING: Import = { ...blank, id: '34', status: 'running', progress: { rows: 6_400, share: 0.64, folding: false } };
export const DONE: Import = {
    ...blank,
    id: '31',
    fileName: 'клиенты-октябрь.xlsx',
    status: 'done',
    createdAt: '2026-11-20T08:10:00Z',
    preview: [],
    result: { rows: 10_000, imported: 9_870, created: 9_100, merged: 82, rejected: 48, warnings: 2 },
    rejections: [
        { row: 14, column: 'Мобильный', problem: 'В номере не хватает цифр: найдено 7.', value: '843-20-66' },
        { row: 207, column: 'Мобильный', problem: 'Номер не указан.', value: '' },
        { row: 1_318, column: 'Мобильный', problem: 'Это городской или сервисный номер, SMS на него не доходят. Укажите мобильный.', value: '8 (843) 2··-··-14' },
        { row: 4_002, column: 'Мобильный', problem: 'Таблица превратила номер в запись вида 7,9161E+10, последние цифры потеряны. Задайте столбцу текстовый формат и выгрузите файл снова.', value: '7,9161E+10' },
    ],
    warnings: [
        { row: 88, column: 'Баллы', problem: 'Это не число. Значение пропущено.', value: 'много' },
        { row: 91, column: 'Баллы', problem: 'Это не число. Значение пропущено.', value: '-' },
    ],
    undoable: true,
};
export const CLEAN: Import = { ...DONE, id: '30', fileName: 'пермь.csv', createdBy: DENIS, createdAt: '2026-11-12T08:10:00Z', result: { rows: 640, imported: 640, created: 640, merged: 0, rejected: 0, warnings: 0 }, rejections: [], warnings: [] };
export const FAILED: Import = { ...blank, id: '29', fileName: 'база.csv', status: 'failed', createdAt: '2026-11-10T15:00:00Z', createdBy: DENIS, preview: [], failure: 'Строка 812: кавычка открыта и не закрыта до конца файла. Файл оборван или кавычка лишняя.' };
export const UNDONE: Import = { ...DONE, id: '28', fileName: 'тест.csv', status: 'undone', undoable: false, createdAt: '2026-11-05T12:00:00Z', undo: { removed: 9_088, restored: 770, kept: 12 } };

const FIELDS: [string, string][] = [
    ['external_id', 'Внешний код'],
    ['phone', 'Телефон'],
    ['full_name', 'ФИО'],
    ['first_name', 'Имя'],
    ['city', 'Город'],
    ['bonus_points', 'Бонусы'],
    ['manager', 'Менеджер'],
];

export const DEEDS: AnswerOf<'GET /clients/:id/events'>['items'] = [
    { kind: 'purchase', title: 'Покупка', at: '2026-11-22T14:05:00Z', amount: 4_990, attributes: [{ title: 'Магазин', value: 'Центр' }, { title: 'Товаров', value: '3' }] },
    { kind: 'visit', title: 'Визит', at: '2026-11-20T09:30:00Z', amount: null, attributes: [] },
];

type Options = { clients?: Client[]; total?: number; card?: Partial<Card>; history?: History; imports?: Import[]; pageSize?: number };

/** Clients and imports of one department. An import that is started runs one step at each look. */
export function recipientHandlers({ clients = CLIENTS, total, card = {}, history = HISTORY, imports = [UPLOADED, DONE, CLEAN, FAILED, UNDONE], pageSize = 50 }: Options = {}): Handlers {
    let kept: Card = { ...CARD, ...card };
    let files = [...imports, ...[NO_PHONE, RUNNING].filter(({ id }) => !imports.some((one) => one.id === id))];
    const listed = imports.map(({ id }) => id);
    const found = (id: string | undefined): Import | Status<object> => files.find((one) => one.id === id) ?? new Status(404, { detail: 'Такой загрузки нет.' });
    const change = (id: string | undefined, changes: Partial<Import>): Import | Status<object> => {
        const before = found(id);
        if (before instanceof Status) return before;
        const after = { ...before, ...changes };
        files = files.map((one) => (one.id === id ? after : one));
        return after;
    };
    const decided = (changes: Partial<Card>) => {
        kept = { ...kept, ...changes };
        return kept;
    };
    const at = '2026-11-23T13:12:00Z';
    return {
        'GET /fields': () => ({ items: FIELDS.map(([key, title]) => ({ key, title, type: key === 'phone' ? ('phone' as const) : ('text' as const), personal: true, options: [], operators: [] })) }),
        'GET /clients': ({ query }) => {
            const wanted = (query.get('query') ?? '').toLowerCase();
            const fit = clients.filter(({ name, phone }) => `${name ?? ''} ${phone}`.toLowerCase().includes(wanted));
            const from = query.has('after') ? fit.findIndex(({ id }) => id === query.get('after')) + 1 : 0;
            const items = fit.slice(from, from + pageSize);
            return { items, next: from + pageSize < fit.length ? (items.at(-1)?.id ?? null) : null, total: wanted === '' ? (total ?? fit.length) : fit.length };
        },
        'GET /clients/:id': ({ params }) => (params.id === kept.id ? kept : new Status(404, { detail: 'Такого клиента нет, или он чужого отдела.' })),
        'GET /clients/:id/history': () => history,
        'GET /clients/:id/events': () => ({ items: DEEDS }),
        'POST /clients/:id/opt-out': () => decided({ optedOut: true, optOuts: [{ optedOut: true, source: ANNA, sourceText: ANNA, at }, ...kept.optOuts] }),
        'POST /clients/:id/opt-in': () => decided({ optedOut: false, optOuts: [{ optedOut: false, source: ANNA, sourceText: ANNA, at }, ...kept.optOuts] }),
        'POST /clients/:id/consent': ({ body }) =>
            decided({ consents: [{ purpose: 'advertising', channel: 'sms', given: body.given ?? false, source: ANNA, sourceText: ANNA, at }, ...kept.consents] }),
        'GET /imports': () => ({ items: files.filter(({ id }) => listed.includes(id)), next: null }),
        'POST /imports': ({ body }) => {
            const name = /filename="([^"]+)"/.exec(String(body))?.[1] ?? 'файл.csv';
            const fresh: Import = { ...UPLOADED, id: '40', fileName: name };
            files = [fresh, ...files];
            listed.push('40');
            return new Status(201, fresh);
        },
        'GET /imports/:id': ({ params }) => {
            const one = found(params.id);
            if (one instanceof Status || one.status !== 'running' || one.id === RUNNING.id) return one;
            const share = (one.progress?.share ?? 0) + 0.5;
            return change(one.id, share < 1 ? { progress: { rows: Math.round(10_000 * share), share, folding: false } } : { ...DONE, id: one.id, fileName: one.fileName });
        },
        'PUT /imports/:id/columns': ({ params, body }) => {
            const chosen = body.columns ?? [];
            return change(params.id, {
                columns: columns.map((column) => {
                    const field = chosen.find(({ index }) => index === column.index)?.field ?? null;
                    return { ...column, field, guessed: column.guessed && field === column.field };
                }),
                preview: chosen.some(({ field }) => field === 'phone') ? UPLOADED.preview : [],
            });
        },
        'POST /imports/:id/start': ({ params }) => change(params.id, { status: 'running', progress: { rows: 0, share: 0, folding: false } }),
        'POST /imports/:id/undo': ({ params }) => change(params.id, { status: 'undone', undoable: false, undo: { removed: 9_088, restored: 770, kept: 12 } }),
        'DELETE /imports/:id': ({ params }) => {
            files = files.filter(({ id }) => id !== params.id);
            return new Status(204);
        },
    };
}
