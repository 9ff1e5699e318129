import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Session } from '@/access/session';
import type { Campaign } from '@/campaigns/campaign';
import { isOver, type RunProgress } from '@/runs/progress';
import type { AnswerOf } from '@/shared/api';
import { campaignPart } from './campaignPart';
import type { Asked, Handlers } from './handlers';
import { Status } from './status';

export { Status } from './status';
export type { Asked, Handlers } from './handlers';

export type FakeOptions = {
    campaigns: Campaign[];
    handlers?: Handlers;
    /** People in an audience, by campaign; 1 000 where nothing is said. */
    audiences?: Record<string, number>;
    session?: Session;
    password?: string;
    /** Starts with somebody logged in, for tests that are not about the door. */
    loggedIn?: boolean;
    /** Milliseconds between two steps of every run; 0 leaves runs where they are. */
    tick?: number;
    /** Steps a run takes from launch to finish. */
    steps?: number;
    /** Milliseconds a launched campaign can be taken back. */
    hold?: number;
    /** Folder of the built interface. */
    dist?: string;
    /** Any free one, unless said. */
    port?: number;
    now?: () => Date;
};

/** What is broken on purpose. Milliseconds of delay, a status to refuse with, or nothing. */
export type Faults = {
    campaigns?: number | 'never';
    run?: number | 'never';
    launch?: number;
    command?: number;
    logOut?: number;
    events?: boolean;
};

export const ANNA: Session = {
    login: 'a.soloveva',
    name: 'Анна Соловьёва',
    role: 'campaign_manager',
    department: { id: '7', name: 'Маркетинг' },
    language: 'ru',
    phone: null,
    practice: false,
};

const POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'";
const TYPES: Record<string, string> = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
    '.woff2': 'font/woff2',
};
const WRONG_TRIES = 3;

const SAID = {
    ru: {
        401: 'Войдите, чтобы продолжить.',
        wrong: 'Логин или пароль не подходит.',
        locked: 'Слишком много попыток. Вход закрыт на минуту.',
        csrf: 'Страница устарела. Обновите её и повторите.',
        404: 'Рассылки с таким номером нет, или она чужого отдела.',
        409: 'Рассылка уже закончена.',
        500: 'База данных не отвечает. Мы уже знаем; попробуйте через минуту.',
    },
    en: {
        401: 'Log in to continue.',
        wrong: 'The login or the password does not fit.',
        locked: 'Too many tries. The door is shut for a minute.',
        csrf: 'The page is out of date. Reload it and repeat.',
        404: 'There is no campaign of this number, or it belongs to another department.',
        409: 'The campaign is over already.',
        500: 'The database does not answer. We know; try again in a minute.',
    },
} as const;

type Said = keyof (typeof SAID)['ru'];

/** Speaks the server's contract over real HTTP and server-sent events, in memory, on the loopback. */
export class FakeServer {
    readonly faults: Faults = {};
    readonly asked: { method: string; path: string; key: string | null; language: string | null }[] = [];
    readonly runs = new Map<string, RunProgress>();
    private readonly server: Server;
    private readonly listeners = new Map<string, Set<ServerResponse>>();
    private readonly sessions = new Set<string>();
    /** Who is inside; a test may change it as another window would. */
    readonly session: Session;
    private readonly handlers: Handlers;
    private timer: NodeJS.Timeout | undefined;
    private tries = 0;
    private port = 0;

    private constructor(private readonly options: FakeOptions) {
        this.session = { ...(options.session ?? ANNA) };
        for (const { run } of options.campaigns) if (run) this.runs.set(run.id, run);
        const part = campaignPart({
            campaigns: options.campaigns,
            runs: this.runs,
            change: (id, changes) => this.change(id, changes),
            now: () => this.now(),
            by: this.session.name,
            people: (id) => options.audiences?.[id] ?? 1_000,
            hold: options.hold ?? 30_000,
        });
        this.handlers = { ...part, ...this.runPart(), 'POST /campaigns/:id/runs': (asked) => broken(this.faults.launch) ?? part['POST /campaigns/:id/runs'](asked), ...options.handlers };
        this.server = createServer((asked, answer) => {
            this.serve(asked, answer).catch((error: unknown) => {
                console.error(error);
                if (!answer.headersSent) answer.writeHead(500);
                answer.end();
            });
        });
    }

    static async start(options: FakeOptions): Promise<FakeServer> {
        const fake = new FakeServer(structuredCloneBut(options));
        await new Promise<void>((listening) => fake.server.listen(options.port ?? 0, '127.0.0.1', listening));
        fake.port = (fake.server.address() as AddressInfo).port;
        const { tick = 0 } = options;
        if (tick > 0) fake.timer = setInterval(() => fake.step(), tick);
        return fake;
    }

    get url(): string {
        return `http://127.0.0.1:${this.port}`;
    }

    async stop(): Promise<void> {
        clearInterval(this.timer);
        this.cut();
        this.server.closeAllConnections();
        await new Promise((closed) => this.server.close(closed));
    }

    /** Breaks every stream of events, as a pulled cable does. */
    cut(): void {
        for (const streams of this.listeners.values()) for (const stream of streams) stream.destroy();
        this.listeners.clear();
    }

    endSessions(): void {
        this.sessions.clear();
        this.options.loggedIn = false;
    }

    listening(id: string): number {
        return this.listeners.get(id)?.size ?? 0;
    }

    /** Changes a run and tells whoever watches it. */
    change(id: string, changes: Partial<RunProgress>): RunProgress {
        const before = this.runs.get(id);
        if (!before) throw new Error(`no run ${id}`);
        const after = { ...before, ...changes };
        this.runs.set(id, after);
        for (const stream of this.listeners.get(id) ?? []) stream.write(progressEvent(after));
        return after;
    }

    /** One step of every run that goes. */
    step(): void {
        for (const run of this.runs.values()) {
            const due = (run.status === 'held' || run.status === 'scheduled') && Date.parse(run.startsAt) <= Date.parse(this.now());
            if (due) this.change(run.id, { status: 'planning', happened: [...run.happened, { at: this.now(), kind: 'started', by: null, connection: null }] });
            const moving = run.status === 'planning' || run.status === 'running' || (isOver(run) && run.pending > 0);
            if (moving) this.change(run.id, advanced(run, this.options.steps ?? 40, this.now()));
        }
    }

    private now(): string {
        return (this.options.now?.() ?? new Date()).toISOString();
    }

    private async serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
        const url = new URL(asked.url ?? '/', this.url);
        if (!url.pathname.startsWith('/api/')) return this.file(url.pathname, answer);
        const method = asked.method ?? 'GET';
        const path = url.pathname.replace('/api/v1', '');
        const cookies = new Map((asked.headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('=', 2) as [string, string]));
        this.asked.push({
            method,
            path: path + url.search,
            key: asked.headers['idempotency-key']?.toString() ?? null,
            language: asked.headers['accept-language'] ?? null,
        });
        if (method === 'GET' && !cookies.has('XSRF-TOKEN')) answer.appendHeader('Set-Cookie', `XSRF-TOKEN=${randomUUID()}; Path=/`);
        const refuse = (status: number, said: Said, headers: Record<string, string> = {}) => {
            const language = asked.headers['accept-language']?.startsWith('en') ? 'en' : 'ru';
            answer.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers });
            answer.end(JSON.stringify({ type: 'about:blank', title: String(status), status, detail: SAID[language][said], code: String(said) }));
        };
        const give = (body: unknown, status = 200) => {
            answer.writeHead(status, { 'Content-Type': 'application/json' });
            answer.end(JSON.stringify(body));
        };
        if (method !== 'GET' && (!cookies.get('XSRF-TOKEN') || cookies.get('XSRF-TOKEN') !== asked.headers['x-xsrf-token'])) {
            return refuse(403, 'csrf');
        }
        const known = this.options.loggedIn || this.sessions.has(cookies.get('SESSION') ?? '');

        if (path === '/session') {
            if (method === 'POST') return this.enter(await bodyOf(asked), answer, give, refuse);
            if (!known) return refuse(401, 401);
            if (method === 'GET') return give(this.session);
            if (this.faults.logOut) return refuse(this.faults.logOut, 500);
            this.endSessions();
            answer.appendHeader('Set-Cookie', 'SESSION=; Path=/; Max-Age=0');
            answer.writeHead(204).end();
            return;
        }
        const handled = await this.handled(method, path, url, asked, known);
        if (handled !== undefined) {
            if (handled.answer === 'never') return;
            if (handled.answer === undefined) return refuse(404, 404);
            // Whoever has set the installation up is inside.
            if (method === 'POST' && path === '/setup' && !(handled.answer instanceof Status)) this.openSession(answer);
            return this.say(handled.answer, answer, give, refuse);
        }
        if (!known) return refuse(401, 401);
        const id = /^\/runs\/([^/]+)\/events$/.exec(path)?.[1] ?? '';
        const run = this.runs.get(id);
        if (!run) return refuse(404, 404);
        if (this.faults.events) return refuse(503, 500);
        answer.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
        answer.write(`retry: 300\n\n${progressEvent(run)}`);
        const streams = this.listeners.get(id) ?? new Set();
        this.listeners.set(id, streams.add(answer));
        answer.on('close', () => streams.delete(answer));
    }

    /** The home page, the list, and what one does with a run. */
    private runPart() {
        const ofRun = (id: string, answer: (run: RunProgress) => RunProgress | Status) => {
            const run = this.runs.get(id);
            return run ? answer(run) : new Status(404);
        };
        const told = (what: 'pause' | 'resume' | 'stop') => ({ params }: { params: { id: string } }) =>
            ofRun(params.id, (run) => (isOver(run) ? new Status(409) : this.change(run.id, commanded(run, what, this.session.name, this.now()))));
        return {
            'GET /home': () => this.home(),
            'GET /campaigns': ({ query }) => broken(this.faults.campaigns) ?? this.page(query),
            'GET /runs/:id': ({ params }) => broken(this.faults.run) ?? ofRun(params.id, (run) => run),
            'POST /runs/:id/pause': (asked) => broken(this.faults.command) ?? told('pause')(asked),
            'POST /runs/:id/resume': (asked) => broken(this.faults.command) ?? told('resume')(asked),
            'POST /runs/:id/stop': (asked) => broken(this.faults.command) ?? told('stop')(asked),
        } satisfies Handlers;
    }

    private openSession(answer: ServerResponse): void {
        const key = randomUUID();
        this.sessions.add(key);
        answer.appendHeader('Set-Cookie', `SESSION=${key}; Path=/; HttpOnly`);
    }

    /** Gives an answer out: a body, or a status with one. */
    private say(said: unknown, answer: ServerResponse, give: (body: unknown, status?: number) => void, refuse: (status: number, said: Said) => void): void {
        const { status, body } = said instanceof Status ? said : { status: 200, body: said };
        if (status >= 400 && body === undefined) return refuse(status, status === 404 ? 404 : status === 409 ? 409 : 500);
        if (status >= 400) {
            answer.writeHead(status, { 'Content-Type': 'application/problem+json' });
            answer.end(JSON.stringify({ status, ...(body as object) }));
            return;
        }
        if (status === 204) return void answer.writeHead(204).end();
        return give(body, status);
    }

    /** What a feature's handler answers, if one fits. Handlers under 'public ' are asked without a session, too. */
    private async handled(method: string, path: string, url: URL, asked: IncomingMessage, known: boolean): Promise<{ answer: unknown } | undefined> {
        const entries = Object.entries(this.handlers as Record<string, (asked: Asked<never>) => unknown>).toReversed();
        for (const [route, handler] of entries) {
            const [, verb = '', pattern = ''] = /^(?:public )?(\S+) (\S+)$/.exec(route) ?? [];
            const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
            const found = verb === method ? new RegExp(`^${pattern.replace(/:\w+/g, '([^/]+)')}$`).exec(path) : null;
            if (!found || (!known && !route.startsWith('public '))) continue;
            const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
            const body = method === 'GET' || method === 'DELETE' ? undefined : await jsonOrText(asked);
            // A handler may take its time.
            // oxlint-disable-next-line no-await-in-loop
            return { answer: await handler({ params, query: url.searchParams, body, headers: asked.headers as Record<string, string> } as Asked<never>) };
        }
        return undefined;
    }

    private enter(
        body: unknown,
        answer: ServerResponse,
        give: (body: unknown) => void,
        refuse: (status: number, said: Said, headers?: Record<string, string>) => void,
    ): void {
        const { login, password } = body as { login?: unknown; password?: unknown };
        if (this.tries >= WRONG_TRIES) return refuse(429, 'locked', { 'Retry-After': '60' });
        if (login !== this.session.login || password !== (this.options.password ?? 'correct horse')) {
            this.tries += 1;
            return refuse(401, 'wrong');
        }
        this.tries = 0;
        this.openSession(answer);
        // The token changes hands with the session.
        answer.appendHeader('Set-Cookie', 'XSRF-TOKEN=; Path=/; Max-Age=0');
        give(this.session);
    }

    private page(search: URLSearchParams): AnswerOf<'GET /campaigns'> {
        const limit = Number(search.get('limit') ?? 50);
        const all = this.options.campaigns;
        const from = search.has('before') ? all.findIndex((one) => one.id === search.get('before')) + 1 : 0;
        const items = all.slice(from, from + limit).map((one) => ({ ...one, run: one.run ? (this.runs.get(one.run.id) ?? one.run) : null }));
        return { items, next: from + limit < all.length ? (items.at(-1)?.id ?? null) : null };
    }

    /** What is on the way and what is over, as the runs stand; a feature's tests bring their own tasks and drafts. */
    private home(): AnswerOf<'GET /home'> {
        const runs = [...this.runs.values()];
        const over = runs.filter(isOver).toSorted((one, other) => other.startedAt.localeCompare(one.startedAt));
        const running = runs.filter(({ status }) => status === 'running' || status === 'planning' || status === 'paused');
        return { tasks: [], drafts: [], running, planned: [], finished: over.slice(0, 6) };
    }

    private async file(path: string, answer: ServerResponse): Promise<void> {
        const { dist } = this.options;
        const wanted = normalize(path).replace(/^(\.\.[/\\])+/, '');
        const found = dist && extname(wanted) !== '' ? join(dist, wanted) : join(dist ?? '', 'index.html');
        try {
            const content = await readFile(found);
            answer.writeHead(200, {
                'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream',
                'Content-Security-Policy': POLICY,
                'Cache-Control': wanted.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
            });
            answer.end(content);
        } catch {
            answer.writeHead(404).end();
        }
    }
}

/** Clock and handlers stay the same functions; everything else is the server's own copy. */
function structuredCloneBut({ now, handlers, ...rest }: FakeOptions): FakeOptions {
    return { ...structuredClone(rest), ...(now ? { now } : {}), ...(handlers ? { handlers } : {}) };
}

/** What a fault makes of an answer; nothing when all is well. */
function broken(fault: number | 'never' | undefined): 'never' | Status | undefined {
    return typeof fault === 'number' ? new Status(fault) : fault;
}

function progressEvent(run: RunProgress): string {
    return `event: progress\ndata: ${JSON.stringify(run)}\n\n`;
}

async function jsonOrText(asked: IncomingMessage): Promise<unknown> {
    let text = '';
    for await (const piece of asked) text += String(piece);
    try {
        return JSON.parse(text === '' ? '{}' : text);
    } catch {
        return text;
    }
}

async function bodyOf(asked: IncomingMessage): Promise<unknown> {
    let text = '';
    for await (const piece of asked) text += String(piece);
    return JSON.parse(text === '' ? '{}' : text);
}

const OPERATORS = [
    ['Северсвязь', 0.36],
    ['Мегалайн', 0.275],
    ['Радуга', 0.194],
    ['Тон', 0.127],
    ['Прочие', 0.044],
] as const;

/** First the list is judged (those not meant have opted out), then each operator takes its share, and most reports come a step later. */
function advanced(run: RunProgress, steps: number, at: string): Partial<RunProgress> {
    if (run.status === 'planning') {
        const messages = run.recipients;
        const suppressed = run.expected - messages;
        let left = messages;
        const connections = OPERATORS.map(([name, share], index) => {
            const own = index === OPERATORS.length - 1 ? left : Math.round(messages * share);
            left -= own;
            return {
                id: String(index + 1),
                name,
                messages: own,
                queued: own,
                submitted: 0,
                pending: 0,
                delivered: 0,
                failed: 0,
                uncertain: 0,
                parts: 0,
                unitPrice: 2.1,
                perSecond: own / steps,
                state: 'up' as const,
            };
        });
        return {
            status: 'running',
            audience: run.expected,
            messages,
            queued: messages,
            suppressed,
            suppressedBy: suppressed > 0 ? [{ reason: 'opted_out' as const, count: suppressed }] : [],
            connections,
            finishForecast: new Date(Date.parse(at) + 60_000).toISOString(),
            happened: [...run.happened, { at, kind: 'planned', by: null, connection: null }],
        };
    }
    const moved = run.connections.map((one) => {
        const taken = isOver(run) ? 0 : Math.min(one.queued, Math.ceil(one.messages / steps));
        const failed = one.failed + Math.floor(one.pending / 50);
        const delivered = one.delivered + one.pending - Math.floor(one.pending / 50);
        return { ...one, queued: one.queued - taken, submitted: one.submitted + taken, pending: taken, delivered, failed };
    });
    const over = !isOver(run) && moved.every((one) => one.queued === 0);
    return {
        connections: moved.map((one) => (over ? { ...one, perSecond: 0 } : one)),
        ...totals(moved),
        perSecond: over ? 0 : moved.reduce((sum, one) => sum + one.perSecond, 0),
        ...(over
            ? {
                  status: 'finished' as const,
                  finishedAt: at,
                  finishForecast: null,
                  happened: [...run.happened, { at, kind: 'finished' as const, by: null, connection: null }],
              }
            : {}),
    };
}

function totals(connections: RunProgress['connections']) {
    const sum = (of: 'queued' | 'submitted' | 'pending' | 'delivered' | 'failed' | 'uncertain') =>
        connections.reduce((total, one) => total + one[of], 0);
    return {
        queued: sum('queued'),
        submitted: sum('submitted'),
        pending: sum('pending'),
        delivered: sum('delivered'),
        failed: sum('failed'),
        uncertain: sum('uncertain'),
    };
}

function commanded(run: RunProgress, what: 'pause' | 'resume' | 'stop', by: string, at: string): Partial<RunProgress> {
    const told = (kind: 'paused' | 'resumed' | 'stopped') => [...run.happened, { at, kind, by, connection: null }];
    if (what === 'pause') return { status: 'paused', finishForecast: null, happened: told('paused') };
    if (what === 'resume') return { status: run.audience < run.expected ? 'planning' : 'running', happened: told('resumed') };
    return {
        status: 'stopped',
        finishedAt: at,
        finishForecast: null,
        perSecond: 0,
        cancelled: run.queued,
        queued: 0,
        connections: run.connections.map((one) => ({ ...one, queued: 0, perSecond: 0 })),
        happened: told('stopped'),
    };
}
