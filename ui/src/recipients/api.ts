import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call } from '@/shared/api';
import { upload } from '@/shared/upload';
import { cardSchema, type Card, clientsSchema, fieldsSchema, historySchema, type Import, importSchema, importsSchema } from './recipient';

/** Answers `parameters` that are there as a query. */
function search(parameters: Record<string, string | null>): string {
    const given = new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]])));
    return given.size === 0 ? '' : `?${given.toString()}`;
}

export const clientsQuery = (query: string) =>
    infiniteQueryOptions({
        queryKey: ['clients', 'list', query],
        queryFn: ({ pageParam, signal }) => call(`/clients${search({ query, after: pageParam })}`, { schema: clientsSchema, signal }),
        initialPageParam: null as string | null,
        getNextPageParam: ({ next }) => next,
    });

export const clientQuery = (id: string) =>
    queryOptions({ queryKey: ['clients', 'card', id], queryFn: ({ signal }) => call(`/clients/${id}`, { schema: cardSchema, signal }) });

export const historyQuery = (id: string) =>
    queryOptions({ queryKey: ['clients', 'history', id], queryFn: ({ signal }) => call(`/clients/${id}/history`, { schema: historySchema, signal }) });

/** What a hand on the card does. */
export type Decision = 'opt-out' | 'opt-in' | 'give-consent' | 'take-consent';

export function decide(id: string, decision: Decision): Promise<Card> {
    const consent = decision === 'give-consent' || decision === 'take-consent';
    return call(`/clients/${id}/${consent ? 'consent' : decision}`, {
        method: 'POST',
        schema: cardSchema,
        ...(consent ? { body: { given: decision === 'give-consent' } } : {}),
    });
}

export const fieldsQuery = queryOptions({
    queryKey: ['recipients', 'fields'],
    staleTime: 300_000,
    queryFn: ({ signal }) => call('/fields', { schema: fieldsSchema, signal }),
});

export const importsQuery = infiniteQueryOptions({
    queryKey: ['imports', 'list'],
    queryFn: ({ pageParam, signal }) => call(`/imports${search({ after: pageParam })}`, { schema: importsSchema, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
});

const STEP = 1_000;

export const importQuery = (id: string) =>
    queryOptions({
        queryKey: ['imports', 'one', id],
        queryFn: ({ signal }) => call(`/imports/${id}`, { schema: importSchema, signal }),
        refetchInterval: ({ state }) => (state.data?.status === 'running' ? STEP : false),
    });

export function sendFile(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Import> {
    return upload('/imports', { file, schema: importSchema, onProgress, signal });
}

export function mapColumns(id: string, columns: { index: number; field: string | null }[]): Promise<Import> {
    return call(`/imports/${id}/columns`, { method: 'PUT', schema: importSchema, body: { columns } });
}

export function startImport(id: string): Promise<Import> {
    return call(`/imports/${id}/start`, { method: 'POST', schema: importSchema });
}

export function undoImport(id: string): Promise<Import> {
    return call(`/imports/${id}/undo`, { method: 'POST', schema: importSchema });
}

export function dropImport(id: string): Promise<void> {
    return call(`/imports/${id}`, { method: 'DELETE' });
}

/** Files one fetches rather than reads. */
export const rejectedAddress = (id: string) => `/api/v1/imports/${id}/rejected.csv`;
export const SAMPLE_ADDRESS = '/api/v1/imports/sample.csv';
