import * as z from 'zod';
import { language } from '@/i18n';

// Without this zod tries whether code may be made from strings; the page's policy forbids it and would report each try.
z.config({ jitless: true });

const problemSchema = z.object({
    title: z.string().optional().catch(undefined),
    detail: z.string().optional().catch(undefined),
    code: z.string().optional().catch(undefined),
});

/** What the server refused, in its own words. `detail` is in the user's language, or null when the answer was no problem document. */
export class ApiProblem extends Error {
    constructor(
        readonly status: number,
        readonly detail: string | null,
        readonly code: string | null,
        /** Seconds to wait before the next try, when the server says so. */
        readonly retryAfter: number | null,
    ) {
        super(detail ?? `HTTP ${status}`);
        this.name = 'ApiProblem';
    }
}

export type Call<T> = {
    method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
    /** What the answer must look like; leave out when the answer is not read. */
    schema?: z.ZodType<T>;
    body?: unknown;
    headers?: Record<string, string>;
    signal?: AbortSignal;
};

export const BASE = '/api/v1';

function csrfToken(): string | null {
    const found = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
    return found ? decodeURIComponent(found) : null;
}

/** The token every change must carry. Any GET sets the cookie; after a log-in or log-out it may be gone. */
export async function csrf(): Promise<string> {
    if (csrfToken() === null) await fetch(`${BASE}/session`, { headers: { Accept: 'application/json' } });
    return csrfToken() ?? '';
}

/** Calls the server. Throws an ApiProblem for a refusal, a TypeError when the server cannot be reached, a ZodError for an answer of another shape. */
export async function call<T = void>(path: string, { method = 'GET', schema, body, headers, signal }: Call<T> = {}): Promise<T> {
    const sent: Record<string, string> = { Accept: 'application/json', 'Accept-Language': language(), ...headers };
    if (method !== 'GET') sent['X-XSRF-TOKEN'] = await csrf();
    if (body !== undefined) sent['Content-Type'] = 'application/json';
    const answer = await fetch(BASE + path, {
        method,
        headers: sent,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
    });
    if (!answer.ok) throw await problemOf(answer);
    return schema ? schema.parse(await answer.json()) : (undefined as T);
}

export async function problemOf(answer: Response): Promise<ApiProblem> {
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
