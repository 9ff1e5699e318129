import type { Campaign } from '@/campaigns/campaign';
import type { Connection, Happened, RunProgress } from '@/runs/progress';

/** Every scene is as at 16:12 in Moscow. */
export const NOW = new Date('2026-11-23T13:12:00Z');

const ANNA = 'Анна Соловьёва';
const DENIS = 'Денис Рябов';

function connection(id: string, name: string, numbers: [number, number, number, number], perMinute: number, more: Partial<Connection> = {}): Connection {
    const [delivered, pending, failed, queued] = numbers;
    const uncertain = more.uncertain ?? 0;
    return {
        id,
        name,
        messages: delivered + pending + failed + queued + uncertain,
        queued,
        submitted: delivered + pending + failed + uncertain,
        pending,
        delivered,
        failed,
        uncertain,
        parts: 0,
        unitPrice: 2.1,
        perSecond: perMinute / 60,
        state: 'up',
        ...more,
    };
}

function happened(at: string, kind: Happened['kind'], by: string | null = null, name: string | null = null): Happened {
    return { at, kind, by, connection: name };
}

/** A run whose counts are the sums of its operators'. */
export function run(connections: Connection[], more: Partial<RunProgress> = {}): RunProgress {
    const sum = (of: 'messages' | 'queued' | 'submitted' | 'pending' | 'delivered' | 'failed' | 'uncertain') =>
        connections.reduce((total, one) => total + one[of], 0);
    const suppressed = (more.suppressedBy ?? []).reduce((total, one) => total + one.count, 0);
    const messages = sum('messages') + (more.cancelled ?? 0);
    return {
        id: '501',
        campaignId: '41',
        campaignName: 'Бонусы сгорают 30 ноября',
        messageClass: 'advertising',
        status: 'running',
        startsAt: '2026-11-23T12:00:00Z',
        startedAt: '2026-11-23T12:00:00Z',
        finishedAt: null,
        expected: messages + suppressed,
        recipients: messages,
        audience: messages + suppressed,
        messages,
        suppressed,
        suppressedBy: [],
        queued: sum('queued'),
        submitted: sum('submitted'),
        pending: sum('pending'),
        delivered: sum('delivered'),
        failed: sum('failed'),
        uncertain: sum('uncertain'),
        cancelled: 0,
        parts: messages * 2,
        cost: { planned: Math.round(messages * 4.1), spent: Math.round(sum('submitted') * 4.1) },
        perMinute: null,
        replies: 0,
        optOuts: 0,
        perSecond: connections.reduce((total, one) => total + one.perSecond, 0),
        finishForecast: null,
        connections,
        happened: [happened('2026-11-23T12:00:00Z', 'started', ANNA)],
        ...more,
    };
}

export const RUNNING = run(
    [
        connection('1', 'Северсвязь', [2960, 310, 32, 1377], 43),
        connection('2', 'Мегалайн', [2130, 265, 24, 1158], 33),
        connection('3', 'Радуга', [1010, 480, 71, 958], 23, { state: 'down' }),
        connection('4', 'Тон', [1012, 45, 14, 569], 15),
        connection('5', 'Прочие', [300, 20, 7, 248], 6),
    ],
    {
        suppressedBy: [
            { reason: 'opted_out', count: 61 },
            { reason: 'same_number', count: 38 },
            { reason: 'no_value', count: 16 },
        ],
        finishForecast: '2026-11-23T13:48:00Z',
        replies: 73,
        optOuts: 62,
        happened: [
            happened('2026-11-23T12:00:00Z', 'started', ANNA),
            happened('2026-11-23T12:01:00Z', 'planned'),
        ],
    },
);

/** Planning: only a third of the list is judged, sending has begun. */
export const PLANNING = run(
    [connection('1', 'Северсвязь', [120, 340, 2, 1900], 430), connection('2', 'Мегалайн', [90, 260, 1, 1500], 330)],
    { id: '502', campaignId: '42', campaignName: 'Доставка: подтвердите время', status: 'planning', startedAt: '2026-11-23T13:10:00Z', expected: 13_105, recipients: 12_900, suppressedBy: [{ reason: 'opted_out', count: 61 }], happened: [happened('2026-11-23T13:10:00Z', 'started', DENIS)] },
);

/** Just launched: there is time to think better of it. */
export const HELD = run([], {
    id: '506',
    campaignId: '50',
    campaignName: 'Ключи от новых ячеек',
    messageClass: 'service',
    status: 'held',
    startsAt: '2026-11-23T13:12:28Z',
    startedAt: '2026-11-23T13:11:58Z',
    expected: 14_210,
    recipients: 13_105,
    audience: 0,
    cost: { planned: 53_730, spent: 0 },
    happened: [happened('2026-11-23T13:11:58Z', 'launched', ANNA)],
});

export const SCHEDULED = run([], {
    id: '507',
    campaignId: '51',
    campaignName: 'Зимняя резина: скидка 15 %',
    status: 'scheduled',
    startsAt: '2026-11-24T07:00:00Z',
    startedAt: '2026-11-23T11:00:00Z',
    expected: 43_811,
    recipients: 42_300,
    audience: 0,
    cost: { planned: 173_400, spent: 0 },
    happened: [happened('2026-11-23T11:00:00Z', 'launched', DENIS)],
});

export const CANCELLED = run([], { ...SCHEDULED, id: '508', status: 'cancelled', finishedAt: '2026-11-23T12:30:00Z' });

export const PAUSED = run(
    [
        connection('1', 'Северсвязь', [1380, 24, 12, 1500], 0),
        connection('2', 'Мегалайн', [910, 12, 9, 1420], 0),
        connection('3', 'Радуга', [460, 31, 20, 1205], 0, { state: 'down', uncertain: 12 }),
    ],
    {
        id: '503',
        campaignId: '43',
        campaignName: 'День открытия на Баумана, 44',
        messageClass: 'service',
        status: 'paused',
        startedAt: '2026-11-23T11:20:00Z',
        suppressedBy: [{ reason: 'opted_out', count: 17 }],
        replies: 4,
        optOuts: 1,
        happened: [
            happened('2026-11-23T11:20:00Z', 'started', DENIS),
            happened('2026-11-23T11:21:00Z', 'planned'),
            happened('2026-11-23T12:58:00Z', 'paused', DENIS),
        ],
    },
);

export const FINISHED = run([connection('1', 'Северсвязь', [1204, 0, 8, 0], 0), connection('2', 'Мегалайн', [1102, 0, 6, 0], 0)], {
    id: '504',
    campaignId: '44',
    campaignName: 'Осмотр котла',
    messageClass: 'service',
    status: 'finished',
    startedAt: '2026-11-20T07:00:00Z',
    finishedAt: '2026-11-20T07:34:00Z',
    suppressedBy: [{ reason: 'same_number', count: 4 }],
    replies: 31,
    optOuts: 2,
    happened: [
        happened('2026-11-20T07:00:00Z', 'started', ANNA),
        happened('2026-11-20T07:00:40Z', 'planned'),
        happened('2026-11-20T07:34:00Z', 'finished'),
    ],
});

export const STOPPED = run([connection('1', 'Северсвязь', [410, 0, 3, 0], 0), connection('2', 'Мегалайн', [226, 0, 1, 0], 0)], {
    id: '505',
    campaignId: '45',
    campaignName: 'Второе полотенце',
    status: 'stopped',
    startedAt: '2026-11-16T09:00:00Z',
    finishedAt: '2026-11-16T09:12:00Z',
    cancelled: 5_380,
    suppressedBy: [{ reason: 'no_consent', count: 44 }],
    happened: [
        happened('2026-11-16T09:00:00Z', 'started', DENIS),
        happened('2026-11-16T09:12:00Z', 'stopped', ANNA),
    ],
});

function campaign(id: string, name: string, more: Partial<Campaign> = {}): Campaign {
    return {
        id,
        name,
        messageClass: more.run?.messageClass ?? 'advertising',
        text: 'Здравствуйте! Ваши бонусы сгорят 30 ноября. Потратьте их в любом магазине «Полянка». Отписаться: ответьте СТОП',
        status: more.run ? 'launched' : 'draft',
        sender: 'POLYANKA',
        textId: null,
        audience: { kind: 'segment', segmentId: '8' },
        segment: { id: '8', name: 'Казань и Пермь, давно не покупали' },
        list: 'frozen',
        when: { kind: 'now' },
        perMinute: null,
        step: 'what',
        version: 3,
        createdAt: '2026-11-22T08:30:00Z',
        createdBy: ANNA,
        changedAt: '2026-11-23T07:42:00Z',
        run: null,
        ...more,
    };
}

export const DRAFT = campaign('46', 'Ёлка для постоянных клиентов');

/** Nothing is decided yet. */
export const EMPTY = campaign('52', '', { text: '', audience: null, segment: null, step: 'who', version: 1 });

/** All is decided but the last look. */
export const READY = campaign('53', 'Бонусы сгорают 30 ноября', { step: 'check', perMinute: 120, when: { kind: 'at', at: '2026-11-23T15:00:00Z' } });

export const CAMPAIGNS: Campaign[] = [
    DRAFT,
    campaign('50', HELD.campaignName, { run: HELD }),
    campaign('51', SCHEDULED.campaignName, { run: SCHEDULED }),
    campaign('42', PLANNING.campaignName, { run: PLANNING }),
    campaign('41', RUNNING.campaignName, { run: RUNNING }),
    campaign('43', PAUSED.campaignName, { run: PAUSED }),
    campaign('44', FINISHED.campaignName, { run: FINISHED, text: 'Осмотр котла состоится завтра с 9 до 12. Если неудобно, ответьте 2.' }),
    campaign('45', STOPPED.campaignName, { run: STOPPED, segment: null }),
    ...[
        ['47', 'Ключи от ячейки', 640, '2026-11-18T10:00:00Z'],
        ['48', 'Перенос доставки', 312, '2026-11-14T06:15:00Z'],
        ['49', 'Скидка после 90 дней', 41_870, '2026-10-26T07:05:00Z'],
    ].map(([id, name, size, at]) =>
        campaign(String(id), String(name), {
            run: run([connection('1', 'Северсвязь', [Number(size), 0, 0, 0], 0)], {
                id: `6${id}`,
                campaignId: String(id),
                campaignName: String(name),
                status: 'finished',
                startedAt: String(at),
                finishedAt: String(at),
                happened: [happened(String(at), 'started', id === '48' ? DENIS : ANNA)],
            }),
        }),
    ),
];

export const AUDIENCES = { '46': 13_105, '50': 13_105, '51': 42_300, '52': 13_105, '53': 13_105, '44': 2_324, '45': 21, '47': 0 };
