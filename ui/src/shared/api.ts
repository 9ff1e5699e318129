import * as z from 'zod';
import { language } from '@/i18n';
import { lineIs } from './line';
import type { components, paths } from './schema';

// Without this zod tries whether code may be made from strings; the page's policy forbids it and would report each try.
z.config({ jitless: true });

/** The server's own shapes by name; `schema.d.ts` is written from its description. */
export type Schemas = components['schemas'];

const BASE = '/api/v1';
type Base = typeof BASE;

type Colons<Path> = Path extends `${infer Start}{${infer Name}}${infer End}` ? `${Start}:${Name}${Colons<End>}` : Path;
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Both) => void ? Both : never;
type Method = 'get' | 'post' | 'put' | 'delete';

/** What the server can do, by method and path: 'GET /clients/:id'. */
type Operations = All<
    {
        [Path in keyof paths]: {
            [M in Method as paths[Path][M] extends { responses: unknown } ? (Path extends `${Base}${infer Rest}` ? `${Uppercase<M>} ${Colons<Rest>}` : never) : never]: paths[Path][M];
        };
    }[keyof paths]
>;

export type Operation = keyof Operations & string;

type ParametersOf<O extends Operation> = Operations[O] extends { parameters: infer Parameters } ? Parameters : never;
export type PathOf<O extends Operation> = ParametersOf<O> extends { path: infer Path } ? Path : never;
type QueryOf<O extends Operation> = ParametersOf<O> extends { query?: infer Query } ? NonNullable<Query> : never;
type Json<Holder> = Holder extends { content: { 'application/json': infer Body } } ? Body : void;
type Good<Answers> = Answers[keyof Answers & (200 | 201)];

export type BodyOf<O extends Operation> = Operations[O] extends { requestBody?: infer Body } ? Json<NonNullable<Body>> : never;
/** What an operation answers when it is not refused; nothing, where there is nothing to read. */
export type AnswerOf<O extends Operation> = Operations[O] extends { responses: infer Answers } ? ([Good<Answers>] extends [never] ? void : Json<Good<Answers>>) : never;

type Given<Value> = [Value] extends [never] ? object : Value;
type Needs<Name extends string, Value> = [Value] extends [never] ? unknown : { [N in Name]: Value };
/** What is null, undefined or empty is left out. */
export type Query<O extends Operation> = { [Name in keyof QueryOf<O>]?: QueryOf<O>[Name] | null | undefined };
type Sent<O extends Operation> = Needs<'path', PathOf<O>> &
    Needs<'body', BodyOf<O>> & {
        query?: Query<O>;
        /** Makes a repeated POST the same POST. */
        key?: string;
        signal?: AbortSignal;
        /** Goes through even when the page is being left. */
        keepalive?: boolean;
    };
type Loose = { path?: Record<string, string>; body?: unknown; query?: Record<string, unknown>; key?: string; signal?: AbortSignal; keepalive?: boolean };

const problemSchema = z.object({
    title: z.string().optional().catch(undefined),
    detail: z.string().optional().catch(undefined),
    code: z.string().optional().catch(undefined),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional().catch(undefined),
});

/** What is wrong with one field of the request; the pointer is a JSON pointer into its body. */
export type FieldProblem = { pointer: string; detail: string };

/** What the server refused, in its own words. `detail` is in the user's language, or null when the answer was no problem document. */
export class ApiProblem extends Error {
    constructor(
        readonly status: number,
        readonly detail: string | null,
        readonly code: string | null,
        /** Seconds to wait before the next try, when the server says so. */
        readonly retryAfter: number | null,
        /** What is wrong with single fields, when the server says so. */
        readonly errors: readonly FieldProblem[] = [],
    ) {
        super(detail ?? `HTTP ${status}`);
        this.name = 'ApiProblem';
    }
}

let practice: boolean | null = null;

/** What the page shows goes with every call: the server refuses an exercise that would go out in earnest because another window left practice mode. */
export function tellPractice(on: boolean | null): void {
    practice = on;
}

function csrfToken(): string | null {
    const found = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
    return found ? decodeURIComponent(found) : null;
}

/** The token every change must carry. Any GET sets the cookie; after a log-in or log-out it may be gone. */
async function csrf(): Promise<string> {
    if (csrfToken() === null) await fetch(`${BASE}/session`, { headers: { Accept: 'application/json' } });
    return csrfToken() ?? '';
}

/** What goes with every call. */
export async function headersOf(method: string): Promise<Record<string, string>> {
    return {
        Accept: 'application/json',
        'Accept-Language': language(),
        ...(practice === null ? {} : { 'Soroka-Practice': String(practice) }),
        ...(method === 'GET' ? {} : { 'X-XSRF-TOKEN': await csrf() }),
    };
}

/** An operation's address; for what a browser fetches by itself, such as files and events. */
export function addressOf<O extends Operation>(operation: O, path: Given<PathOf<O>>, query: Query<O> = {} as Query<O>): string {
    const [, pattern = ''] = operation.split(' ');
    const given = Object.entries(query).flatMap(([name, value]) => (value === null || value === undefined || value === '' ? [] : [[name, String(value)]]));
    const search = new URLSearchParams(given).toString();
    return BASE + pattern.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent((path as Record<string, string>)[name] ?? '')) + (search === '' ? '' : `?${search}`);
}

/** Calls the server. Throws an ApiProblem for a refusal, a TypeError when the server cannot be reached, a SyntaxError for an answer that is no JSON. */
export async function call<O extends Operation>(operation: O, ...[sent]: object extends Sent<O> ? [sent?: Sent<O>] : [sent: Sent<O>]): Promise<AnswerOf<O>> {
    const { path = {}, body, query, key, signal, keepalive } = (sent ?? {}) as Loose;
    const [method = ''] = operation.split(' ');
    const answer = await reached(addressOf(operation, path as never, query as never), {
        method,
        headers: {
            ...(await headersOf(method)),
            ...(key === undefined ? {} : { 'Idempotency-Key': key }),
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
        ...(keepalive ? { keepalive } : {}),
    });
    return answered<O>(answer);
}

/** What an answer says, or the refusal that it is. */
export async function answered<O extends Operation>(answer: Response): Promise<AnswerOf<O>> {
    if (!answer.ok) throw await problemOf(answer);
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as AnswerOf<O>;
}

/** Only a proxy in front of the server answers these without a problem document: the server itself is out of reach. */
const GATEWAY = new Set([502, 503, 504]);

async function reached(address: string, init: RequestInit): Promise<Response> {
    try {
        const answer = await fetch(address, init);
        lineIs(!GATEWAY.has(answer.status) || (answer.headers.get('Content-Type') ?? '').includes('json'));
        return answer;
    } catch (error) {
        if (error instanceof TypeError) lineIs(false);
        throw error;
    }
}

async function problemOf(answer: Response): Promise<ApiProblem> {
    const wait = Number(answer.headers.get('Retry-After') ?? Number.NaN);
    let problem: z.infer<typeof problemSchema> = {};
    try {
        problem = problemSchema.parse(await answer.json());
    } catch {
        // A proxy answers with pages of its own: the status is all there is to say.
    }
    return new ApiProblem(
        answer.status,
        problem.detail ?? problem.title ?? null,
        problem.code ?? null,
        Number.isFinite(wait) && wait > 0 ? wait : null,
        problem.errors ?? [],
    );
}

/** A key that makes a repeated POST the same POST. `crypto.randomUUID` exists on secure origins only, and some offices serve plain HTTP. */
export function freshKey(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
