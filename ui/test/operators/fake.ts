import type { Connection, Flow, Kind, Settings, Uncertain, Verdict } from '@/operators/api';
import type { BodyOf } from '@/shared/api';
import { type Handlers, Status } from '../server/fakeServer';

export const KINDS: Kind[] = [
    {
        kind: 'smpp',
        title: 'SMPP',
        options: [
            { key: 'host', title: 'Адрес', help: 'Имя или IP-адрес сервера оператора, как в договоре.', type: 'text', default: null, min: 1, max: 200, required: true, choices: [], advanced: false },
            { key: 'port', title: 'Порт', help: 'Обычно 2775, с шифрованием 3550.', type: 'number', default: '2775', min: 1, max: 65_535, required: false, choices: [], advanced: false },
            { key: 'login', title: 'Логин', help: 'System ID из договора.', type: 'text', default: null, min: 1, max: 15, required: true, choices: [], advanced: false },
            { key: 'secret', title: 'Пароль', help: 'Пароль из договора.', type: 'secret', default: null, min: 1, max: 8, required: true, choices: [], advanced: false },
            { key: 'tls', title: 'Шифровать соединение', help: 'Включите, если оператор это умеет.', type: 'yes_no', default: 'false', min: null, max: null, required: false, choices: [], advanced: false },
            {
                key: 'encoding',
                title: 'Кодировка латиницы',
                help: 'Если в латинских сообщениях не те знаки, спросите у оператора.',
                type: 'choice',
                default: 'gsm7',
                min: null,
                max: null,
                required: true,
                choices: [
                    { code: 'gsm7', title: 'GSM 7 бит' },
                    { code: 'latin1', title: 'Latin-1' },
                ],
                advanced: true,
            },
            { key: 'authority', title: 'Свой центр сертификации', help: 'Сертификат в виде PEM, если оператор подписал свой сам. Пусто: общеизвестные центры.', type: 'lines', default: null, min: 0, max: 20_000, required: false, choices: [], advanced: true },
            {
                key: 'longTexts',
                title: 'Длинные тексты',
                help: 'Как уходит текст из нескольких частей. Меняйте, только если так сказал оператор и ничего не стоит в очереди.',
                type: 'choice',
                default: 'udh8',
                min: null,
                max: null,
                required: false,
                choices: [
                    { code: 'udh8', title: 'частями с заголовком UDH' },
                    { code: 'udh16', title: 'частями с UDH, номер 16 бит: 152 или 66 знаков в части' },
                    { code: 'payload', title: 'целиком (message_payload), делит оператор' },
                ],
                advanced: true,
            },
            { key: 'validity', title: 'Срок доставки, минут', help: 'Сколько оператору пытаться доставить. 0: как принято у него.', type: 'number', default: '0', min: 0, max: 43_200, required: false, choices: [], advanced: true },
            { key: 'flash', title: 'Показывать сразу (flash)', help: 'Телефон покажет сообщение поверх всего и не сохранит его.', type: 'yes_no', default: 'false', min: null, max: null, required: false, choices: [], advanced: true },
            { key: 'zone', title: 'Часовой пояс отчётов', help: 'По каким часам оператор пишет время доставки: UTC, Europe/Moscow или +03:00.', type: 'text', default: 'UTC', min: 0, max: 40, required: false, choices: [], advanced: true },
        ],
    },
    {
        kind: 'simulator',
        title: 'внутри Сороки',
        options: [{ key: 'delay', title: 'Задержка отчёта, с', help: 'Через сколько секунд приходит отчёт.', type: 'number', default: '1', min: 0, max: 60, required: false, choices: [], advanced: false }],
    },
];

function connection(id: string, name: string, more: Partial<Omit<Connection, 'health'>> & { health?: Partial<Connection['health']> } = {}): Connection {
    const { health, ...rest } = more;
    return {
        id,
        name,
        kind: 'smpp',
        enabled: true,
        practice: false,
        priority: Number(id),
        ratePerSecond: 50,
        perDay: 0,
        perMonth: 0,
        opensAt: null,
        closesAt: null,
        flow: 'open',
        unitPrice: 2.1,
        prefixes: [],
        fallbacks: [],
        options: { host: `smpp.${id}.example`, port: '2775', login: 'polyanka', tls: 'true', encoding: 'gsm7' },
        hasSecret: true,
        ...rest,
        health: {
            state: 'up',
            sessions: 2,
            sessionsWanted: 2,
            lastError: null,
            lastErrorAt: null,
            weight: 1,
            opening: 'open',
            opensNextAt: null,
            partsToday: 31_870,
            partsThisMonth: 702_300,
            queued: 0,
            submittedLastHour: 12_400,
            deliveredShare: 0.971,
            failedShare: 0.012,
            receiptDelaySeconds: 5,
            ...health,
        },
    };
}

/** The operators of the pictures. */
export const CONNECTIONS: Connection[] = [
    connection('1', 'Вестник', {
        ratePerSecond: 25,
        unitPrice: 2.2,
        health: {
            state: 'down',
            sessions: 0,
            lastError: 'Оператор не принял логин или пароль.',
            lastErrorAt: '2026-11-23T11:20:00Z',
            weight: 0,
            queued: 1_120,
            submittedLastHour: 0,
            deliveredShare: null,
            failedShare: null,
            receiptDelaySeconds: null,
        },
    }),
    connection('2', 'Радуга', {
        ratePerSecond: 60,
        health: { state: 'partly', sessions: 1, lastError: 'Оператор просит слать реже.', lastErrorAt: '2026-11-23T12:58:00Z', weight: 0.6, queued: 958, submittedLastHour: 1_380, deliveredShare: 0.914, receiptDelaySeconds: 220 },
    }),
    connection('3', 'Северсвязь', { fallbacks: ['5', '4'], unitPrice: 1.95, health: { deliveredShare: 0.978, receiptDelaySeconds: 4 } }),
    connection('4', 'Мегалайн', { ratePerSecond: 40, prefixes: ['7916', '7985'] }),
    connection('5', 'Тон', { ratePerSecond: 0, unitPrice: 2.05, health: { deliveredShare: 0.965, receiptDelaySeconds: 7, submittedLastHour: 4_100 } }),
    connection('6', 'Почтамт', { enabled: false, unitPrice: 2.35, health: { state: 'off', sessions: 0, sessionsWanted: 0, submittedLastHour: 0, deliveredShare: null, receiptDelaySeconds: null } }),
    connection('7', 'Учебный оператор', { kind: 'simulator', practice: true, ratePerSecond: 500, unitPrice: 0, options: { delay: '1' }, hasSecret: false, health: { deliveredShare: 0.99, receiptDelaySeconds: 1, submittedLastHour: 0 } }),
];

/** Those that send nothing new just now, each for a reason of its own, and one that soon will not. */
export const CLOSED: Connection[] = [
    connection('1', 'Вестник', { flow: 'paused', health: { opening: 'paused', queued: 1_120 } }),
    connection('2', 'Радуга', { flow: 'draining', health: { opening: 'draining', queued: 958 } }),
    connection('3', 'Северсвязь', { opensAt: '09:00', closesAt: '15:30', fallbacks: ['5'], health: { opening: 'resting', opensNextAt: '2026-11-24T06:00:00Z', queued: 212 } }),
    connection('4', 'Мегалайн', { perDay: 50_000, perMonth: 1_000_000, health: { opening: 'spent', opensNextAt: '2026-11-23T21:00:00Z', partsToday: 50_000, partsThisMonth: 702_300 } }),
    connection('5', 'Тон', { perDay: 0, perMonth: 800_000 }),
    connection('6', 'Почтамт', { perDay: 40_000, perMonth: 1_500_000 }),
    connection('7', 'Заря', { flow: 'paused', health: { opening: 'paused' } }),
];

/** Keeps what is changed; a test message is delivered at the third look. */
export function operatorsFake(connections: Connection[] = CONNECTIONS, saved: Settings[] = [], flows: Flow[] = []): Handlers {
    let kept = connections;
    let looks = 0;
    const put = (id: string, change: (one: Connection) => Connection) => {
        kept = kept.map((one) => (one.id === id ? change(one) : one));
        return kept.find((one) => one.id === id) ?? new Status(404);
    };
    const refused = (settings: Settings) =>
        settings.options.host === 'nowhere'
            ? new Status(422, { code: 'connection-invalid', detail: 'Такого адреса нет.', errors: [{ pointer: '/options/host', detail: 'Такого адреса нет.' }] })
            : settings.options.zone === 'nowhere'
              ? new Status(422, { code: 'connection-invalid', detail: 'Нет такого пояса.', errors: [{ pointer: '/options/zone', detail: 'Нет такого пояса.' }] })
              : settings.closesAt === '00:00'
                ? new Status(422, { code: 'connection-invalid', detail: 'До полуночи не получится.', errors: [{ pointer: '/closesAt', detail: 'До полуночи не получится.' }] })
                : null;
    return {
        ...uncertainFake(),
        'GET /connection-kinds': () => ({ items: KINDS }),
        'GET /connections': () => ({ items: kept, halted: false }),
        'POST /connections': ({ body }) => {
            const settings = body as Settings;
            saved.push(settings);
            const { secret, ...rest } = settings;
            const made = { ...connection('8', settings.name), ...rest, hasSecret: secret !== undefined };
            kept = [...kept, made];
            return refused(settings) ?? new Status(201, made);
        },
        'PUT /connections/:id': ({ params, body }) => {
            const settings = body as Settings;
            saved.push(settings);
            const { secret, ...rest } = settings;
            return refused(settings) ?? put(params.id, (one) => ({ ...one, ...rest, hasSecret: one.hasSecret || secret !== undefined }));
        },
        'POST /connections/:id/enable': ({ params }) => put(params.id, (one) => ({ ...one, enabled: true, health: { ...one.health, state: 'up' } })),
        'POST /connections/:id/disable': ({ params }) => put(params.id, (one) => ({ ...one, enabled: false, health: { ...one.health, state: 'off' } })),
        'POST /connections/:id/flow': ({ params, body }) => {
            const flow = body.flow ?? 'open';
            flows.push(flow);
            return put(params.id, (one): Connection => ({ ...one, flow, health: { ...one.health, opening: flow } }));
        },
        'POST /connections/:id/test': ({ body }) =>
            (body.phone ?? '').replaceAll(/\D/g, '').length === 11
                ? { id: '77001' }
                : new Status(422, { code: 'phone-unusable', detail: 'Номер короче, чем нужно.', errors: [{ pointer: '/phone', detail: 'Номер короче, чем нужно.' }] }),
        'GET /test-messages/:id': ({ params }) => {
            looks += 1;
            return { id: params.id, state: looks === 1 ? 'queued' : looks === 2 ? 'pending' : 'delivered', reason: null, at: '2026-11-23T13:12:04Z' };
        },
    };
}

function unclear(id: string, name: string | null, more: Partial<Uncertain> = {}): Uncertain {
    return {
        id,
        person: name === null ? null : { id: `c${id}`, name, phone: '+7 917 204-18-40', city: 'Казань', localTime: '16:12' },
        phone: '+7 917 204-18-40',
        runId: '501',
        campaignName: 'Бонусы сгорают 30 ноября',
        messageClass: 'advertising',
        parts: 2,
        unclear: 1,
        connectionId: '2',
        connection: 'Радуга',
        connectionOn: true,
        reason: 'connection_lost',
        since: '2026-11-23T10:10:00Z',
        until: '2026-11-26T10:10:00Z',
        decided: null,
        ...more,
    };
}

export const UNCERTAIN: Uncertain[] = [
    unclear('9001', 'Алсу Гарипова'),
    unclear('9002', 'Константин Ершов', { reason: 'no_answer', since: '2026-11-23T12:41:00Z' }),
    unclear('9003', 'Тамара Оленина', { messageClass: 'service', campaignName: 'Осмотр котла', parts: 1, connectionId: '6', connection: 'Почтамт', connectionOn: false, reason: 'server_stopped' }),
    unclear('9004', null, { runId: null, campaignName: null, messageClass: 'transactional', parts: 1, since: '2026-11-23T13:11:50Z' }),
    unclear('9005', 'Руслан Хабибуллин', {
        connectionId: '6',
        connection: 'Почтамт',
        connectionOn: false,
        decided: { what: 'send_again', by: 'Сергей Ветров', at: '2026-11-23T12:50:00Z' },
    }),
];

export type Decided = BodyOf<'POST /uncertain/decisions'>;

/** Keeps what is decided, as its owner has not carried it out yet. */
export function uncertainFake(messages: Uncertain[] = UNCERTAIN, decided: Decided[] = [], verdict: Partial<Verdict> = {}): Handlers {
    let kept = messages;
    const fitting = (query: URLSearchParams) =>
        kept.filter((one) => ['connection', 'messageClass', 'run'].every((key) => !query.has(key) || query.get(key) === { connection: one.connectionId, messageClass: one.messageClass, run: one.runId }[key]));
    const open = (query: URLSearchParams) => fitting(query).filter((one) => one.decided === null);
    return {
        'GET /uncertain': ({ query }) => ({ items: fitting(query), next: null }),
        'GET /uncertain/summary': ({ query }) => {
            const waiting = open(query);
            const groups = new Map<string, Uncertain[]>();
            for (const one of waiting) groups.set(one.connectionId + one.messageClass, [...(groups.get(one.connectionId + one.messageClass) ?? []), one]);
            const oldest = (all: Uncertain[]) => all.map(({ since }) => since).toSorted()[0] ?? null;
            return {
                waiting: waiting.length,
                oldest: oldest(waiting),
                decided: fitting(query).length - waiting.length,
                termHours: 72,
                groups: [...groups.values()].flatMap((all) =>
                    all.slice(0, 1).map(({ connectionId, connection, messageClass, since }) => ({ connectionId, connection, messageClass, waiting: all.length, oldest: oldest(all) ?? since })),
                ),
            };
        },
        'POST /uncertain/decisions': ({ body }) => {
            decided.push(body);
            const query = new URLSearchParams(Object.entries(body.which ?? {}).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])));
            const meant = open(query).filter(({ id }) => body.messages?.includes(id) ?? true);
            if (body.messages === null && meant.length > (body.seen ?? 0)) {
                return new Status(409, { code: 'uncertain-more', detail: `Пока вы решали, их стало ${meant.length} вместо ${body.seen}. Ничего не сделано: посмотрите на новые и решите ещё раз.` });
            }
            const ids = new Set(meant.map(({ id }) => id));
            kept = kept.map((one) => (ids.has(one.id) ? { ...one, decided: { what: body.what ?? 'give_up', by: 'Сергей Ветров', at: '2026-11-23T13:12:00Z' } } : one));
            return { decided: meant.length, gone: (body.messages?.length ?? body.seen ?? 0) - meant.length, stopped: 0, forbidden: 0, later: 0, ...verdict };
        },
    };
}
