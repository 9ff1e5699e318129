import type { Column, Field, Kind, Mode, Place, Preview, Problem, Run, Source, Wanted, WantedWriteBack, WriteBack } from '@/sources/api';
import { KINDS as EVENT_KINDS } from '../fields/fake';
import { type Handlers, Status } from '../server/fakeServer';

const option = (key: string, title: string, more: Partial<Kind['options'][number]> = {}): Kind['options'][number] => ({
    key,
    title,
    help: 'Как у администратора той системы.',
    type: 'text',
    default: null,
    required: true,
    choices: [],
    ...more,
});
const SECRET = option('secret', 'Пароль', { type: 'secret', default: '', required: false, help: 'Хранится зашифрованным, обратно не показывается.' });
const TLS = option('tls', 'Шифрование', {
    type: 'choice',
    default: 'on',
    required: false,
    choices: [
        { code: 'on', title: 'да (TLS)' },
        { code: 'off', title: 'нет' },
    ],
});

/** Those that the server has, and one that asks for everything that can be asked for. */
export const KINDS: Kind[] = [
    { kind: 'jdbc', title: 'Другая база (JDBC)', options: [option('url', 'Адрес JDBC'), option('user', 'Пользователь'), SECRET] },
    {
        kind: 'mariadb',
        title: 'MariaDB или MySQL',
        options: [option('host', 'Сервер'), option('port', 'Порт', { type: 'number', default: '3306', required: false }), option('database', 'База данных'), option('user', 'Пользователь'), SECRET, TLS],
    },
    {
        kind: 'postgresql',
        title: 'PostgreSQL',
        options: [
            option('host', 'Сервер'),
            option('port', 'Порт', { type: 'number', default: '5432', required: false }),
            option('database', 'База данных'),
            option('user', 'Пользователь'),
            SECRET,
            TLS,
            option('authority', 'Сертификат центра', { type: 'lines', default: '', required: false }),
        ],
    },
];

const field = (key: string, title: string, type: Field['type'] = 'text'): Field => ({ key, title, type, personal: true, options: [], operators: [] });
export const FIELDS: Field[] = [
    field('external_id', 'Внешний код'),
    field('phone', 'Телефон', 'phone'),
    field('last_name', 'Фамилия'),
    field('first_name', 'Имя'),
    field('city', 'Город'),
    field('debt', 'Долг', 'money'),
];

const column = (name: string, type: Column['type'], more: Partial<Column> = {}): Column => ({ name, type, key: false, field: null, ...more });

export const CLIENTS: Preview = {
    columns: [
        column('client_id', 'number', { key: true, field: 'external_id' }),
        column('mobile', 'text', { field: 'phone' }),
        column('surname', 'text', { field: 'last_name' }),
        column('town', 'text'),
        column('debt', 'number', { field: 'debt' }),
        column('photo', 'other'),
        column('created_at', 'moment'),
        column('updated_at', 'moment'),
    ],
    rows: [
        ['1001', '+7 917 204-18-40', 'Гарипова', 'Казань', '4210.50', null, '2024-03-01T09:00:00Z', '2026-11-23T10:00:00Z'],
        ['1002', '8 (916) 555-18-41', 'Рябов', 'Пермь', null, null, '2024-03-02T09:00:00Z', '2026-11-22T10:00:00Z'],
        ['1003', 'нет', 'Соловьёва', null, '0.00', null, '2024-03-03T09:00:00Z', '2026-11-21T10:00:00Z'],
    ],
};
/** What clients bought, a row a receipt. */
export const RECEIPTS: Preview = {
    columns: [
        column('receipt', 'text', { key: true }),
        column('client_id', 'number', { field: 'external_id' }),
        column('mobile', 'text', { field: 'phone' }),
        column('bought_at', 'moment'),
        column('total', 'number'),
        column('shop', 'text'),
        column('updated_at', 'moment'),
    ],
    rows: [
        ['R-7001', '1001', '+7 917 204-18-40', '2026-11-20T15:10:00Z', '1290.00', 'Баумана', '2026-11-20T15:10:02Z'],
        ['R-7002', '1002', null, '2026-11-21T09:41:00Z', '310.50', null, '2026-11-22T10:00:00Z'],
    ],
};
export const TABLES = ['public.clients', 'public.orders', 'public.staff'];

export function run(id: string, more: Partial<Run> = {}): Run {
    return {
        id,
        mode: 'incremental',
        status: 'done',
        stopping: false,
        startedAt: '2026-11-23T12:50:00Z',
        startedBy: '',
        finishedAt: '2026-11-23T12:50:06Z',
        read: 1_204,
        created: 18,
        changed: 310,
        unchanged: 876,
        removed: 0,
        kept: 0,
        bad: 0,
        problem: null,
        ...more,
    };
}

export const FULL = run('880', { mode: 'full', startedAt: '2026-11-23T00:30:00Z', finishedAt: '2026-11-23T00:33:10Z', read: 1_912_406, created: 40, changed: 2_011, unchanged: 1_910_343, removed: 12, kept: 3, bad: 2 });
export const DRY = run('870', { mode: 'dry', startedAt: '2026-11-20T09:00:00Z', finishedAt: '2026-11-20T09:02:00Z', startedBy: 'Сергей Ветров', read: 1_912_000, created: 1_912_000, changed: 0, unchanged: 0 });
const LOGIN = 'Сервер не принял имя пользователя или пароль.';
export const FAILED = run('890', { status: 'failed', read: 0, created: 0, changed: 0, unchanged: 0, problem: LOGIN });
export const STOPPED = run('860', { mode: 'full', status: 'stopped', startedAt: '2026-11-19T09:00:00Z', startedBy: 'Сергей Ветров', read: 300_000, created: 300_000, changed: 0, unchanged: 0 });
export const RUNNING = run('900', { mode: 'full', status: 'running', startedBy: 'Сергей Ветров', finishedAt: null, read: 956_203, created: 12, changed: 980, unchanged: 955_211 });

export function source(id: string, name: string, more: Partial<Source> = {}): Source {
    return {
        id,
        departmentId: '7',
        name,
        kind: 'postgresql',
        options: { host: 'crm.example.com', database: 'crm', user: 'soroka_reader' },
        hasSecret: true,
        target: 'client',
        eventKind: null,
        entity: 'public.clients',
        key: 'client_id',
        changed: 'updated_at',
        match: 'external_id',
        mapping: [
            { column: 'client_id', field: 'external_id', conflict: 'source' },
            { column: 'mobile', field: 'phone', conflict: 'source' },
            { column: 'surname', field: 'last_name', conflict: 'newest' },
            { column: 'debt', field: 'debt', conflict: 'source' },
        ],
        everyMinutes: 15,
        fullAt: '03:30',
        removesMissing: true,
        mostRemoved: 20,
        statementSeconds: 60,
        rowsPerSecond: 0,
        version: 3,
        nextRun: { mode: 'incremental', at: '2026-11-23T13:20:00Z' },
        lastRun: run('895', { bad: 2 }),
        ...more,
    };
}

/** The sources of the pictures: well, failing, never read. */
export const SOURCES: Source[] = [
    source('1', 'CRM'),
    source('2', 'Личный кабинет', {
        kind: 'mariadb',
        match: 'phone',
        removesMissing: false,
        fullAt: null,
        mapping: [
            { column: 'mobile', field: 'phone', conflict: 'source' },
            { column: 'surname', field: 'last_name', conflict: 'keep' },
        ],
        everyMinutes: 60,
        lastRun: FAILED,
    }),
    source('3', 'Склад', { changed: null, everyMinutes: 0, fullAt: null, removesMissing: false, rowsPerSecond: 500, nextRun: null, lastRun: null }),
];

/** One that brings purchases. */
export const TILL: Source = source('4', 'Касса', {
    target: 'event',
    eventKind: 'purchase',
    entity: 'public.orders',
    key: 'receipt',
    mapping: [
        { column: 'client_id', field: 'client_external_id', conflict: 'source' },
        { column: 'receipt', field: 'external_id', conflict: 'source' },
        { column: 'bought_at', field: 'at', conflict: 'source' },
        { column: 'total', field: 'amount', conflict: 'source' },
        { column: 'shop', field: 'attributes.shop', conflict: 'source' },
    ],
    removesMissing: false,
    lastRun: run('896', { read: 1_206, created: 203, changed: 4, unchanged: 997, bad: 2 }),
});

/** Results could be written; they are. */
export const BACK_OFF: WriteBack = {
    on: false,
    asks: [
        { key: 'table', title: 'Таблица результатов', help: 'Столбцы result_id, client_id, kind, at; по желанию phone, campaign, reason.', type: 'text', required: true },
        { key: 'writer', title: 'Пользователь для записи', help: 'Отдельный от читающего. Достаточно права добавлять строки в эту таблицу.', type: 'text', required: true },
        { key: 'secret', title: 'Пароль', help: 'Хранится зашифрованным, обратно не показывается.', type: 'secret', required: false },
    ],
    options: {},
    kinds: [],
    version: 0,
    written: 0,
    writtenAt: null,
    problem: null,
};
export const BACK_ON: WriteBack = {
    ...BACK_OFF,
    on: true,
    options: { table: 'public.sms_results', writer: 'soroka_writer' },
    kinds: ['delivered', 'failed', 'opted_out'],
    version: 2,
    written: 1_284,
    writtenAt: '2026-11-23T12:58:00Z',
};

export const PROBLEMS: Problem[] = [
    { key: '1003', column: 'mobile', reason: 'В номере нет цифр.' },
    { key: '2077', column: 'debt', reason: 'Это не число. Значение пропущено.' },
];

export type SourcesFake = {
    sources?: Source[];
    runs?: Run[];
    problems?: Problem[];
    tables?: string[];
    preview?: Preview;
    /** What was saved, begun and looked into. */
    saved?: Wanted[];
    begun?: Mode[];
    looked?: Place[];
    back?: WriteBack;
    /** What was wanted of results. */
    backs?: WantedWriteBack[];
};

const invalid = (pointer: string, detail: string) => new Status(422, { code: 'source-invalid', detail, errors: [{ pointer, detail }] });

/** Keeps what is changed; a run that is begun ends at the third look. */
export function sourcesFake({ sources = SOURCES, runs = [FULL, DRY, STOPPED], problems = PROBLEMS, tables = TABLES, preview = CLIENTS, saved = [], begun = [], looked = [], back = BACK_OFF, backs = [] }: SourcesFake = {}): Handlers {
    let kept = sources;
    let past = runs;
    let told = back;
    let looks = 0;
    const put = (id: string, how: (one: Source) => Source) => {
        kept = kept.map((one) => (one.id === id ? how(one) : one));
        return kept.find((one) => one.id === id) ?? new Status(404);
    };
    const refused = (wanted: Wanted) =>
        kept.some(({ name }) => name === wanted.name && wanted.version === null)
            ? new Status(409, { code: 'source-taken', detail: 'Источник с таким именем уже есть.', errors: [{ pointer: '/name', detail: 'Источник с таким именем уже есть.' }] })
            : wanted.mapping?.[0]?.field === 'city'
              ? invalid('/mapping/0/field', 'Такого поля клиентов нет.')
              : null;
    const made = (wanted: Wanted): Partial<Source> => {
        const { secret: _, version: __, ...rest } = wanted;
        return rest as Partial<Source>;
    };
    const reach = (place: Place) => {
        looked.push(place);
        if (place.secret === 'wrong') return new Status(422, { code: 'source-unusable', detail: LOGIN });
        if (place.options['host'] === 'elsewhere.example.com' && place.secret === null) return invalid('/secret', 'Параметры другие, чем у сохранённого источника: введите пароль ещё раз.');
        return null;
    };
    return {
        'GET /fields': () => ({ items: FIELDS }),
        'GET /event-kinds': () => EVENT_KINDS,
        'GET /source-kinds': () => ({ items: KINDS }),
        'GET /sources': () => ({ items: kept }),
        'GET /sources/:id': ({ params }) => {
            const one = kept.find(({ id }) => id === params.id);
            if (one?.lastRun?.status !== 'running' || !begun.length) return one ?? new Status(404, { detail: 'Такой страницы нет.' });
            looks += 1;
            if (looks < 3) return one;
            const { lastRun } = one;
            const ended: Run = { ...lastRun, status: lastRun.stopping ? 'stopped' : 'done', stopping: false, finishedAt: '2026-11-23T13:12:00Z', read: 1_204, created: 18 };
            past = [ended, ...past];
            return put(params.id, (before) => ({ ...before, lastRun: ended }));
        },
        'POST /sources': ({ body }) => {
            saved.push(body);
            const problem = refused(body);
            if (problem) return problem;
            const one: Source = { ...source('9', body.name ?? ''), ...made(body), version: 1, nextRun: null, lastRun: null };
            kept = [...kept, one];
            return new Status(201, one);
        },
        'PUT /sources/:id': ({ params, body }) => {
            saved.push(body);
            return refused(body) ?? put(params.id, (one) => ({ ...one, ...made(body), version: one.version + 1 }));
        },
        'DELETE /sources/:id': ({ params }) => {
            kept = kept.filter(({ id }) => id !== params.id);
            return new Status(204);
        },
        'GET /sources/:id/write-back': () => told,
        'PUT /sources/:id/write-back': ({ body }) => {
            backs.push(body);
            const { options, secret, kinds } = body;
            if (told.on && secret === null && JSON.stringify(options) !== JSON.stringify(told.options)) return invalid('/secret', 'Параметры записи изменились: введите пароль ещё раз.');
            told = { ...told, on: true, options: options ?? {}, kinds: kinds ?? [], version: told.version + 1, problem: null };
            return told;
        },
        'DELETE /sources/:id/write-back': () => {
            told = BACK_OFF;
            return new Status(204);
        },
        'POST /sources/entities': ({ body }) => reach(body as Place) ?? { items: tables },
        'POST /sources/preview': ({ body }) => reach(body as Place) ?? (body.entity === 'public.staff' ? new Status(422, { code: 'source-unusable', detail: 'Пользователю базы нельзя это читать. Дайте ему право на чтение.' }) : preview),
        'POST /sources/:id/runs': ({ params, body }) => {
            const mode = body.mode ?? 'full';
            begun.push(mode);
            looks = 0;
            const lastRun = run('901', { mode, status: 'running', startedBy: 'Сергей Ветров', finishedAt: null, read: 200, created: 3, changed: 0, unchanged: 0 });
            put(params.id, (one) => ({ ...one, lastRun }));
            return new Status(201, lastRun);
        },
        'POST /sources/:id/runs/:run/stop': ({ params }) => {
            const one = put(params.id, (before): Source => ({ ...before, lastRun: before.lastRun && { ...before.lastRun, stopping: true } }));
            return one instanceof Status ? one : (one.lastRun ?? new Status(404));
        },
        'GET /sources/:id/runs': ({ params, query }) => {
            const newest = kept.find(({ id }) => id === params.id)?.lastRun;
            const all = newest ? [newest, ...past.filter(({ id }) => id !== newest.id)] : [];
            const from = query.has('after') ? all.findIndex(({ id }) => id === query.get('after')) + 1 : 0;
            const items = all.slice(from, from + 20);
            return { items, next: from + 20 < all.length ? (items.at(-1)?.id ?? null) : null };
        },
        'GET /sources/:id/runs/:run': ({ params }) => {
            const newest = kept.find(({ id }) => id === params.id)?.lastRun;
            return (newest?.id === params.run ? newest : past.find(({ id }) => id === params.run)) ?? new Status(404, { detail: 'Такой страницы нет.' });
        },
        'GET /sources/:id/runs/:run/problems': ({ query }) => {
            const from = Number(query.get('after') ?? 0);
            const items = problems.slice(from, from + 50);
            return { items, next: from + 50 < problems.length ? String(from + 50) : null };
        },
    };
}
