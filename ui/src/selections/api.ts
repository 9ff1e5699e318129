import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type AnswerOf, type BodyOf, call, type Schemas } from '@/shared/api';

/** A question kept against another system, and its newest run. */
export type Selection = Schemas['SelectionView'];
export type Run = Schemas['SelectionRunView'];
export type Wanted = BodyOf<'POST /selections'>;
/** The first rows of an answer, as they are. */
export type Preview = AnswerOf<'POST /selections/preview'>;
/** What a selection launches, and what came of it. */
export type Launching = AnswerOf<'GET /selections/:id/campaign'>;

export type ValueType = Selection['variables'][number]['type'];
export type Comparison = Selection['filters'][number]['is'];

export const VALUE_TYPES = ['text', 'number', 'money', 'date'] as const satisfies readonly ValueType[];
export const COMPARISONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'empty', 'not_empty'] as const satisfies readonly Comparison[];

const KEEPS_UP = 5_000;
const STEP = 1_000;

export const selectionsQuery = queryOptions({
    queryKey: ['selections', 'list'],
    refetchInterval: KEEPS_UP,
    queryFn: async ({ signal }) => (await call('GET /selections', { signal })).items,
});

/** Looked at every second while it runs. */
export const selectionQuery = (id: string) =>
    queryOptions({
        queryKey: ['selections', 'one', id],
        queryFn: ({ signal }) => call('GET /selections/:id', { path: { id }, signal }),
        refetchInterval: ({ state }) => (state.data?.lastRun?.status === 'running' ? STEP : KEEPS_UP),
    });

const PAGE = 20;

/** Asked for again when the newest run has begun or ended. */
export const runsQuery = (id: string, newest: Run | null) =>
    infiniteQueryOptions({
        queryKey: ['selections', 'runs', id, newest?.id, newest?.status],
        placeholderData: keepPreviousData,
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call('GET /selections/:id/runs', { path: { id }, query: { after: pageParam, limit: PAGE }, signal }),
        getNextPageParam: ({ next }) => next,
    });

/** Launches come a moment after a run. */
export const launchingQuery = (id: string) =>
    queryOptions({
        queryKey: ['selections', 'campaign', id],
        refetchInterval: KEEPS_UP,
        queryFn: ({ signal }) => call('GET /selections/:id/campaign', { path: { id }, signal }),
    });

/** Where one can ask: for administrators. */
export const sourcesQuery = queryOptions({
    queryKey: ['selections', 'sources'],
    queryFn: async ({ signal }) => (await call('GET /sources', { signal })).items,
});

/** Drafts to choose from. */
export const draftsQuery = queryOptions({
    queryKey: ['selections', 'drafts'],
    queryFn: async ({ signal }) => (await call('GET /campaigns', { query: { limit: 200 }, signal })).items.filter(({ status }) => status === 'draft'),
});

export function saveSelection(id: string | null, wanted: Wanted): Promise<Selection> {
    return id === null ? call('POST /selections', { body: wanted }) : call('PUT /selections/:id', { path: { id }, body: wanted });
}

export function removeSelection(id: string): Promise<void> {
    return call('DELETE /selections/:id', { path: { id } });
}

export function lookAhead(wanted: Wanted): Promise<Preview> {
    return call('POST /selections/preview', { body: wanted });
}

export function begin(id: string, values: Record<string, string>): Promise<Run> {
    return call('POST /selections/:id/runs', { path: { id }, body: { values } });
}

export function stop(id: string, run: string): Promise<Run> {
    return call('POST /selections/:id/runs/:run/stop', { path: { id, run } });
}

export function tie(id: string, campaignId: string, version: number): Promise<Launching> {
    return call('PUT /selections/:id/campaign', { path: { id }, body: { campaignId, version } });
}

export function untie(id: string): Promise<void> {
    return call('DELETE /selections/:id/campaign', { path: { id } });
}
