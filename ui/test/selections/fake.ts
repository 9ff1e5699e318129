import type { Launching, Preview, Run, Selection, Wanted } from '@/selections/api';
import { type Handlers, Status } from '../server/fakeServer';

export function run(id: string, more: Partial<Run> = {}): Run {
    return {
        id,
        status: 'done',
        stopping: false,
        startedAt: '2026-11-27T06:00:00Z',
        startedBy: '',
        finishedAt: '2026-11-27T06:00:40Z',
        parameters: {},
        read: 12_410,
        people: 12_102,
        created: 0,
        unknown: 297,
        repeated: 8,
        bad: 3,
        problem: null,
        ...more,
    };
}

export function selection(id: string, more: Partial<Selection> = {}): Selection {
    const last = run(`${id}1`);
    return {
        id,
        name: 'Должники по заказам',
        sourceId: '3',
        query: 'select phone, debt, due from debts where debt >= :min',
        entity: null,
        key: null,
        filters: [],
        parameters: [{ name: 'min', type: 'money', value: '1000' }],
        match: 'phone',
        matchColumn: 'phone',
        createsUnknown: false,
        variables: [
            { name: 'долг', type: 'money', column: 'debt' },
            { name: 'срок', type: 'date', column: 'due' },
        ],
        everyMinutes: 0,
        dailyAt: '09:00',
        version: 2,
        createdAt: '2026-11-20T08:00:00Z',
        whole: last,
        lastRun: last,
        ...more,
    };
}

export const SELECTIONS: Selection[] = [
    selection('5'),
    selection('6', { name: 'Заказы в пути', parameters: [], variables: [], dailyAt: null, whole: null, lastRun: run('61', { status: 'failed', people: 0, read: 0, bad: 0, unknown: 0, repeated: 0, problem: 'В ответе нет столбца «due».' }) }),
    selection('7', { name: 'Новые карты', dailyAt: null, everyMinutes: 30, whole: null, lastRun: null }),
];

export const PREVIEW: Preview = {
    columns: [
        { name: 'phone', type: 'text' },
        { name: 'debt', type: 'number' },
    ],
    rows: [
        ['+7 916 123-45-67', '1200.50'],
        ['+7 916 123-45-68', null as never],
    ],
};

export const UNTIED: Launching = { campaign: null, launches: [] };
export const TIED: Launching = {
    campaign: { id: '101', name: 'Напоминание о долге', unchanged: false, setBy: 'Анна Соловьёва', setAt: '2026-11-21T08:00:00Z' },
    launches: [
        { selectionRunId: '51', campaignId: '101', runId: null, problem: 'Рассылку изменили после того, как связали с выборкой.', at: '2026-11-27T06:00:41Z' },
        { selectionRunId: '50', campaignId: '101', runId: '9001', problem: null, at: '2026-11-26T06:00:41Z' },
    ],
};

const SOURCE = {
    id: '3',
    name: 'CRM',
} as const;

/** @param sent takes what is asked for */
export function selectionsFake(selections: Selection[] = SELECTIONS, sent: unknown[] = [], launching: Launching = UNTIED): Handlers {
    let all = selections;
    let tied = launching;
    const change = (id: string, more: Partial<Selection>) => {
        all = all.map((one) => (one.id === id ? { ...one, ...more } : one));
        return all.find((one) => one.id === id) ?? new Status(404);
    };
    const kept = (id: string, body: Wanted): Selection =>
        selection(id, {
            name: body.name ?? '',
            query: body.query ?? null,
            everyMinutes: body.everyMinutes ?? 0,
            dailyAt: body.dailyAt ?? null,
            whole: null,
            lastRun: null,
        });
    return {
        'GET /selections': () => ({ items: all }),
        'GET /selections/:id': ({ params }) => all.find(({ id }) => id === params.id) ?? new Status(404),
        'GET /selections/:id/runs': ({ params }) => ({ items: [all.find(({ id }) => id === params.id)?.lastRun ?? null].flatMap((one) => (one ? [one] : [])), next: null }),
        'GET /selections/:id/campaign': () => tied,
        'GET /sources': () => ({ items: [SOURCE as never] }),
        'POST /selections': ({ body }) => {
            sent.push(body);
            if (body.query?.includes(';')) return new Status(422, { code: 'selection-invalid', detail: 'Так нельзя', errors: [{ pointer: '/query', detail: 'В запросе не может быть точки с запятой.' }] });
            const made = kept('8', body);
            all = [...all, made];
            return made;
        },
        'PUT /selections/:id': ({ params, body }) => {
            sent.push(body);
            return change(params.id, kept(params.id, body));
        },
        'DELETE /selections/:id': ({ params }) => {
            all = all.filter(({ id }) => id !== params.id);
            return new Status(204);
        },
        'POST /selections/preview': ({ body }) => {
            sent.push(body);
            return PREVIEW;
        },
        'POST /selections/:id/runs': ({ params, body }) => {
            sent.push(body);
            const begun = run('99', { status: 'running', startedBy: 'Анна Соловьёва', people: 0, read: 4_000 });
            change(params.id, { lastRun: begun });
            return begun;
        },
        'POST /selections/:id/runs/:run/stop': ({ params }) => {
            const stopping = run('99', { status: 'stopped', people: 0 });
            change(params.id, { lastRun: stopping });
            return stopping;
        },
        'PUT /selections/:id/campaign': ({ body }) => {
            sent.push(body);
            tied = { ...tied, campaign: { id: body.campaignId ?? '', name: 'Напоминание о долге', unchanged: true, setBy: 'Анна Соловьёва', setAt: '2026-11-27T08:00:00Z' } };
            return tied;
        },
        'DELETE /selections/:id/campaign': () => {
            tied = { ...tied, campaign: null };
            return new Status(204);
        },
    };
}
