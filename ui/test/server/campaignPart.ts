import { audienceOf, type Forecast } from '@/audience/forecast';
import type { Campaign } from '@/campaigns/campaign';
import type { RunProgress } from '@/runs/progress';
import type { AnswerOf, BodyOf } from '@/shared/api';
import type { Check } from '@/wizard/api';
import { FORECAST, IYA, KONSTANTIN, NAMELESS } from '../audience/fake';
import type { Handlers } from './handlers';
import { Status } from './status';

/** What the part needs of the server around it. */
export type Around = {
    campaigns: Campaign[];
    runs: Map<string, RunProgress>;
    change: (id: string, changes: Partial<RunProgress>) => RunProgress;
    now: () => string;
    by: string;
    /** People in an audience, by campaign; 1 000 where nothing is said. */
    people: (id: string) => number;
    /** Milliseconds a launch is held. */
    hold: number;
};

export const SEGMENTS = [
    { id: '8', name: 'Казань и Пермь, давно не покупали', criteria: { all: [{ field: 'city', is: 'in', values: ['Казань', 'Пермь'] }] }, createdAt: '2026-11-20T08:00:00Z', createdBy: 'Анна Соловьёва', changedAt: '2026-11-20T08:00:00Z' },
    { id: '9', name: 'Золотые карты', criteria: { all: [{ field: 'card', is: 'in', values: ['gold'] }] }, createdAt: '2026-11-18T08:00:00Z', createdBy: 'Анна Соловьёва', changedAt: '2026-11-18T08:00:00Z' },
    { id: '10', name: 'Москва, покупали в ноябре', criteria: { all: [{ field: 'city', is: 'in', values: ['Москва'] }] }, createdAt: '2026-11-11T08:00:00Z', createdBy: 'Денис Рябов', changedAt: '2026-11-11T08:00:00Z' },
];

export const TEXTS = [
    { id: '3', name: 'Бонусы сгорают', text: '{{ first_name | default: "Добрый день" }}, на вашей карте {{ bonus }} бонусов, и 30 ноября они сгорят. Отказ: ответьте СТОП', messageClass: 'advertising' as const, sender: 'POLYANKA', changedAt: '2026-11-21T08:00:00Z', changedBy: 'Анна Соловьёва' },
    { id: '4', name: 'Осмотр котла', text: 'Осмотр котла состоится завтра с 9 до 12. Если неудобно, ответьте 2.', messageClass: 'service' as const, sender: 'POLYANKA', changedAt: '2026-11-19T08:00:00Z', changedBy: 'Денис Рябов' },
];

/** The pictures' forecast for another number of people. */
export function forecastOf(people: number): Forecast {
    const part = people / FORECAST.recipients;
    const of = (count: number) => Math.round(count * part);
    return {
        ...FORECAST,
        found: people + of(1_105),
        recipients: people,
        suppressed: FORECAST.suppressed.map((one) => ({ ...one, count: of(one.count) })),
        parts: people * 2,
        partsPerPerson: people === 0 ? [] : [{ parts: 2, people }],
        price: Math.round(53_730 * part),
        byConnection: people === 0 ? [] : FORECAST.byConnection.map((one) => ({ ...one, people: of(one.people), parts: of(one.people) * 2, sum: Math.round(one.sum * part) })),
        byZone: people === 0 ? [] : FORECAST.byZone.map((one) => ({ ...one, people: of(one.people) })),
        examples: people === 0 ? [] : FORECAST.examples,
    };
}

/** Drafts, checks, launches, people and reports: the server's part behind the wizard and the run page. */
export function campaignPart(around: Around) {
    let last = 1_000;
    const launches = new Map<string, string>();

    const fresh = (more: Partial<Campaign>): Campaign => {
        last += 1;
        const made: Campaign = {
            id: String(last),
            name: '',
            status: 'draft',
            messageClass: 'advertising',
            sender: 'POLYANKA',
            text: '',
            textId: null,
            audience: null,
            segment: null,
            list: 'frozen',
            when: { kind: 'now' },
            perMinute: null,
            step: 'who',
            version: 1,
            createdAt: around.now(),
            createdBy: around.by,
            changedAt: around.now(),
            run: null,
            ...more,
        };
        around.campaigns.unshift(made);
        return made;
    };
    const shown = (campaign: Campaign): Campaign => ({ ...campaign, run: campaign.run ? (around.runs.get(campaign.run.id) ?? campaign.run) : null });

    const save = (campaign: Campaign, draft: BodyOf<'PUT /campaigns/:id'>) => {
        if (draft.version !== campaign.version) return new Status(409, { code: 'campaign-changed', detail: 'Черновик изменили в другом месте.' });
        const audience = draft.audience ? audienceOf(draft.audience) : null;
        const segment = audience?.kind === 'segment' ? SEGMENTS.find(({ id }) => id === audience.segmentId) : undefined;
        Object.assign(campaign, draft, {
            segment: segment ? { id: segment.id, name: segment.name } : null,
            version: campaign.version + 1,
            changedAt: around.now(),
        });
        return campaign;
    };

    const check = (campaign: Campaign): Check => {
        const forecast = forecastOf(campaign.audience === null ? 0 : around.people(campaign.id));
        const starts = campaign.when.kind === 'at' ? campaign.when.at : around.now();
        const seconds = campaign.perMinute === null ? 6_600 : (forecast.recipients / campaign.perMinute) * 60;
        const items: Check['items'] = [
            ...(campaign.audience === null ? [{ code: 'no-audience', level: 'block' as const, text: 'Не выбрано, кому отправить.', step: 'who' as const }] : []),
            ...(campaign.text.trim() === '' ? [{ code: 'no-text', level: 'block' as const, text: 'Нет текста сообщения.', step: 'what' as const }] : []),
            { code: 'consent', level: 'ok', text: 'Согласие на рекламу есть у всех, кто получит.', step: 'who' },
        ];
        return {
            forecast: campaign.audience === null ? null : campaign.text.trim() === '' ? { ...forecast, price: null, parts: null, examples: [], byConnection: [], partsPerPerson: [] } : forecast,
            items,
            startsAt: starts,
            finishAt: new Date(Date.parse(starts) + seconds * 1_000).toISOString(),
            confirmAbove: 10_000,
            holdSeconds: 30,
        };
    };

    const launch = (campaign: Campaign, key: string, expected: number) => {
        const before = around.runs.get(launches.get(key) ?? '');
        if (before) return before;
        const people = around.people(campaign.id);
        if (Math.abs(people - expected) > people / 100) return new Status(409, { code: 'audience-changed', detail: 'Получателей стало другое число. Проверьте ещё раз.' });
        const id = String(9_000 + around.runs.size);
        const at = around.now();
        const planned = campaign.when.kind === 'at';
        const run: RunProgress = {
            id,
            campaignId: campaign.id,
            campaignName: campaign.name,
            messageClass: campaign.messageClass,
            status: planned ? 'scheduled' : 'held',
            startsAt: campaign.when.kind === 'at' ? campaign.when.at : new Date(Date.parse(at) + around.hold).toISOString(),
            startedAt: at,
            finishedAt: null,
            expected: forecastOf(people).found,
            recipients: people,
            audience: 0,
            messages: 0,
            suppressed: 0,
            suppressedBy: [],
            queued: 0,
            submitted: 0,
            pending: 0,
            delivered: 0,
            failed: 0,
            uncertain: 0,
            cancelled: 0,
            parts: 0,
            cost: { planned: Math.round(people * 4.1), spent: 0 },
            perMinute: campaign.perMinute,
            replies: 0,
            optOuts: 0,
            perSecond: 0,
            finishForecast: null,
            connections: [],
            happened: [{ at, kind: 'launched', by: around.by, connection: null }],
        };
        campaign.run = run;
        campaign.status = 'launched';
        around.runs.set(id, run);
        launches.set(key, id);
        return new Status(201, run);
    };

    const cancel = (run: RunProgress) => {
        if (run.status !== 'held' && run.status !== 'scheduled') return new Status(409, { code: 'run-started', detail: 'Отправка уже началась.' });
        const campaign = around.campaigns.find(({ id }) => id === run.campaignId);
        if (campaign) Object.assign(campaign, { status: 'draft', run: null, step: 'check' });
        return around.change(run.id, { status: 'cancelled', finishedAt: around.now() });
    };

    const of = <Answer,>(id: string, answer: (campaign: Campaign) => Answer) => {
        const campaign = around.campaigns.find((one) => one.id === id);
        return campaign ? answer(campaign) : new Status(404);
    };
    const ofRun = <Answer,>(id: string, answer: (run: RunProgress) => Answer) => {
        const run = around.runs.get(id);
        return run ? answer(run) : new Status(404);
    };
    return {
        'GET /segments': () => ({ items: SEGMENTS, next: null }),
        'GET /segments/:id': ({ params }) => SEGMENTS.find(({ id }) => id === params.id) ?? new Status(404),
        'GET /texts': () => ({ items: TEXTS, next: null }),
        'GET /texts/:id': ({ params }) => TEXTS.find(({ id }) => id === params.id) ?? new Status(404),
        'POST /audience/forecast': ({ body }) => (body.text === null ? { ...FORECAST, price: null, parts: null, partsPerPerson: [], examples: [], lacking: [] } : FORECAST),
        'POST /campaigns': () => new Status(201, fresh({})),
        'GET /campaigns/:id': ({ params }) => of(params.id, shown),
        'PUT /campaigns/:id': ({ params, body }) => of(params.id, (campaign) => save(campaign, body)),
        'DELETE /campaigns/:id': ({ params }) =>
            of(params.id, (campaign) => {
                around.campaigns.splice(around.campaigns.indexOf(campaign), 1);
                return new Status(204);
            }),
        'GET /campaigns/:id/check': ({ params }) => of(params.id, check),
        'POST /campaigns/:id/clone': ({ params }) =>
            of(params.id, (campaign) => new Status(201, fresh({ ...campaign, run: null, id: String(last + 1), status: 'draft', when: { kind: 'now' }, step: 'check', version: 1 }))),
        'POST /campaigns/:id/runs': ({ params, body, headers }) => of(params.id, (campaign) => launch(campaign, String(headers['idempotency-key']), body.expected ?? 0)),
        'POST /runs/:id/cancel': ({ params }) => ofRun(params.id, cancel),
        'GET /runs/:id/zones': ({ params }) => ofRun(params.id, () => ({ items: ZONES })),
        'GET /runs/:id/failures': ({ params }) => ofRun(params.id, (run) => ({ items: failuresOf(run) })),
        'GET /runs/:id/answers': ({ params }) => ofRun(params.id, () => ({ items: ANSWERS, next: null })),
        'GET /runs/:id/people': ({ params, query }) => ofRun(params.id, () => peopleOf(query)),
        'GET /messages/:id/attempts': () => ATTEMPTS,
        'GET /runs/:id/report': ({ params }) => ofRun(params.id, reportOf),
        'POST /runs/:id/repeat': ({ params, body }) =>
            ofRun(params.id, (run) =>
                new Status(201, fresh({ name: run.campaignName, text: 'Текст прежней рассылки', audience: { kind: 'run', runId: run.id, states: body.states ?? [] }, step: 'check' })),
            ),
    } satisfies Handlers;
}

export const ZONES = [
    { zone: 'Europe/Moscow', title: 'Казань, Москва', localTime: '16:12', messages: 7_940, submitted: 5_420 },
    { zone: 'Asia/Yekaterinburg', title: 'Пермь', localTime: '18:12', messages: 5_030, submitted: 3_310 },
    { zone: 'Asia/Novosibirsk', title: 'Новосибирск', localTime: '20:12', messages: 94, submitted: 65 },
    { zone: 'Asia/Vladivostok', title: 'Владивосток', localTime: '23:12', messages: 41, submitted: 0 },
];

const CAUSES: [string, string, number][] = [
    ['absent', 'абонент не в сети', 0.65],
    ['unknown', 'номер не существует', 0.23],
    ['barred', 'запретил рассылки у оператора', 1],
];

/** The failed messages of each operator, told apart by cause. */
export function failuresOf(run: RunProgress) {
    return run.connections.flatMap((one) => {
        let left = one.failed;
        return CAUSES.flatMap(([code, text, share]) => {
            const count = share === 1 ? left : Math.min(left, Math.round(one.failed * share));
            left -= count;
            return count === 0 ? [] : [{ code, connection: one.name, text, count, forGood: code === 'unknown' }];
        });
    });
}

export const ANSWERS = [
    { id: '1', person: KONSTANTIN, at: '2026-11-23T12:58:00Z', text: 'Почему 12 905, было же 13 200', optOut: false },
    { id: '2', person: NAMELESS, at: '2026-11-23T12:41:00Z', text: 'кто это?', optOut: false },
    { id: '3', person: IYA, at: '2026-11-23T12:20:00Z', text: 'СТОП', optOut: true },
    { id: '4', person: null, at: '2026-11-23T12:10:00Z', text: 'стоп. спасибо', optOut: true },
];

const PEOPLE: AnswerOf<'GET /runs/:id/people'>['items'] = [
    { person: IYA, state: 'delivered', reason: null, parts: 2, connection: 'Северсвязь', at: '2026-11-23T12:04:00Z', messageId: 'm1' },
    { person: KONSTANTIN, state: 'pending', reason: null, parts: 2, connection: 'Радуга', at: '2026-11-23T12:58:00Z', messageId: 'm2' },
    { person: NAMELESS, state: 'failed', reason: { code: 'absent', text: 'абонент не в сети' }, parts: 2, connection: 'Мегалайн', at: '2026-11-23T12:31:00Z', messageId: 'm3' },
    { person: { ...IYA, id: '3011', name: 'Тамара Оленина', phone: '+7 ··· ··· 20-66' }, state: 'failed', reason: { code: 'unknown', text: 'номер не существует' }, parts: 2, connection: 'Северсвязь', at: '2026-11-23T12:32:00Z', messageId: 'm4' },
    { person: { ...IYA, id: '3012', name: 'Руслан Хабибуллин', phone: '+7 ··· ··· 71-39' }, state: 'suppressed', reason: { code: 'opted_out', text: 'отписался' }, parts: 0, connection: null, at: null, messageId: null },
    { person: null, state: 'delivered', reason: null, parts: 2, connection: 'Тон', at: '2026-11-23T12:09:00Z', messageId: 'm6' },
];

/** Put off, then without an answer, then sent again by hand. */
export const ATTEMPTS: AnswerOf<'GET /messages/:id/attempts'> = {
    parts: 2,
    attempts: [
        { part: 1, number: 1, at: '2026-11-23T12:04:00Z', connection: 'Северсвязь', answer: 'accepted', code: null, proven: false, settled: null, again: null, receipts: [{ state: 'delivered', code: null, doneAt: '2026-11-23T12:04:03Z', storedAt: '2026-11-23T12:04:04Z' }] },
        { part: 2, number: 1, at: '2026-11-23T12:04:00Z', connection: 'Северсвязь', answer: 'throttled', code: { code: '0x58', name: 'ESME_RTHROTTLED', text: 'Оператор просит слать реже.' }, proven: false, settled: null, again: 'throttled', receipts: [] },
        { part: 2, number: 2, at: '2026-11-23T12:05:00Z', connection: 'Северсвязь', answer: 'unknown', code: null, proven: false, settled: { again: true, by: 'Сергей Ветров', at: '2026-11-23T12:30:00Z' }, again: 'by_decision', receipts: [] },
        { part: 2, number: 3, at: '2026-11-23T12:30:00Z', connection: 'Северсвязь', answer: 'accepted', code: null, proven: false, settled: null, again: null, receipts: [{ state: 'undelivered', code: { code: '027', name: null, text: 'Телефон выключен или вне сети.' }, doneAt: '2026-11-23T12:31:00Z', storedAt: '2026-11-23T12:31:00Z' }] },
    ],
    waiting: [],
};

function peopleOf(query: URLSearchParams) {
    const state = query.get('state');
    const all = PEOPLE.filter((one) => state === null || one.state === state);
    return query.has('after') ? { items: all.slice(4), next: null } : { items: all.slice(0, 4), next: all.length > 4 ? 'more' : null };
}

/** A finished run over half an hour, ten points. */
function reportOf(run: RunProgress): AnswerOf<'GET /runs/:id/report'> {
    const start = Date.parse(run.startedAt);
    const shares = [0.05, 0.12, 0.15, 0.16, 0.15, 0.13, 0.1, 0.08, 0.04, 0.02];
    let [sent, delivered, failed] = [run.submitted, run.delivered, run.failed];
    const timeline = shares.map((share, index) => {
        const last = index === shares.length - 1;
        const take = (all: number, left: number) => (last ? left : Math.min(left, Math.round(all * share)));
        const point = { submitted: take(run.submitted, sent), delivered: take(run.delivered, delivered), failed: take(run.failed, failed) };
        [sent, delivered, failed] = [sent - point.submitted, delivered - point.delivered, failed - point.failed];
        return { at: new Date(start + (index + 1) * 204_000).toISOString(), ...point };
    });
    const byConnection = run.connections.map((one) => ({ name: one.name, parts: one.submitted * 2, unitPrice: 1.95, sum: one.submitted * 3.9 }));
    return {
        run,
        cost: { total: byConnection.reduce((sum, one) => sum + one.sum, 0), byConnection },
        timeline,
        failures: failuresOf(run),
        answers: { total: run.replies, optOuts: run.optOuts },
        medianDeliverySeconds: 7,
    };
}
