import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { addressOf, call } from '@/shared/api';
import { upload } from '@/shared/upload';
import type { Card, Import } from './recipient';

export const clientsQuery = (query: string) =>
    infiniteQueryOptions({
        queryKey: ['clients', 'list', query],
        queryFn: ({ pageParam, signal }) => call('GET /clients', { query: { query, after: pageParam }, signal }),
        initialPageParam: null as string | null,
        getNextPageParam: ({ next }) => next,
    });

export const clientQuery = (id: string) =>
    queryOptions({ queryKey: ['clients', 'card', id], queryFn: ({ signal }) => call('GET /clients/:id', { path: { id }, signal }) });

export const historyQuery = (id: string) =>
    queryOptions({ queryKey: ['clients', 'history', id], queryFn: ({ signal }) => call('GET /clients/:id/history', { path: { id }, signal }) });

export const deedsQuery = (id: string, language: string) =>
    queryOptions({
        queryKey: ['clients', 'events', id, language],
        queryFn: async ({ signal }) => (await call('GET /clients/:id/events', { path: { id }, signal })).items,
    });

/** What a hand on the card does. */
export type Decision = 'opt-out' | 'opt-in' | 'give-consent' | 'take-consent';

export function decide(id: string, decision: Decision): Promise<Card> {
    const path = { id };
    if (decision === 'opt-out' || decision === 'opt-in') return call(`POST /clients/:id/${decision}`, { path });
    return call('POST /clients/:id/consent', { path, body: { given: decision === 'give-consent' } });
}

export const fieldsQuery = queryOptions({
    queryKey: ['recipients', 'fields'],
    staleTime: 300_000,
    queryFn: ({ signal }) => call('GET /fields', { signal }),
});

export const importsQuery = infiniteQueryOptions({
    queryKey: ['imports', 'list'],
    queryFn: ({ pageParam, signal }) => call('GET /imports', { query: { after: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
});

const STEP = 1_000;

export const importQuery = (id: string) =>
    queryOptions({
        queryKey: ['imports', 'one', id],
        queryFn: ({ signal }) => call('GET /imports/:id', { path: { id }, signal }),
        refetchInterval: ({ state }) => (state.data?.status === 'running' ? STEP : false),
    });

export function sendFile(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Import> {
    return upload('POST /imports', { file, onProgress, signal });
}

export function mapColumns(id: string, columns: { index: number; field: string | null }[]): Promise<Import> {
    return call('PUT /imports/:id/columns', { path: { id }, body: { columns } });
}

export function startImport(id: string): Promise<Import> {
    return call('POST /imports/:id/start', { path: { id } });
}

export function undoImport(id: string): Promise<Import> {
    return call('POST /imports/:id/undo', { path: { id } });
}

export function dropImport(id: string): Promise<void> {
    return call('DELETE /imports/:id', { path: { id } });
}

/** Files one fetches rather than reads. */
export const rejectedAddress = (id: string) => addressOf('GET /imports/:id/rejected.csv', { id });
export const SAMPLE_ADDRESS = addressOf('GET /imports/sample.csv', {});
