import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { addressOf, type BodyOf, call, type Schemas } from '@/shared/api';

/** A way to reach another system, with what it asks for. */
export type Kind = Schemas['SourceKindView'];
/** Another system that clients or their events come from, and its newest run. */
export type Source = Schemas['SourceView'];
export type Run = Schemas['SourceRunView'];
export type Mode = Run['mode'];
export type Column = Schemas['SourceColumnView'];
/** The first rows of a table, as they are. */
export type Preview = Schemas['SourcePreview'];
/** A column becomes a field; the rule says whose value counts. */
export type Mapping = Source['mapping'][number];
export type Conflict = Mapping['conflict'];
/** A value or row that could not be used. */
export type Problem = Schemas['SourceProblemView'];
export type Field = Schemas['FieldView'];
/** A kind of what clients do, which rows may become. */
export type EventKind = Schemas['EventKindView'];
export type Wanted = BodyOf<'POST /sources'>;
/** Whether results of messages are written to a source, which, where, and how far that is. */
export type WriteBack = Schemas['WriteBackView'];
export type ResultKind = WriteBack['kinds'][number];
export type WantedWriteBack = BodyOf<'PUT /sources/:id/write-back'>;

/** Where to look. Without a secret that of the source counts. */
export type Place = { sourceId: string | null; kind: string; options: Record<string, string>; secret: string | null };

const KEEPS_UP = 5_000;
const STEP = 1_000;

export const sourcesQuery = queryOptions({
    queryKey: ['sources', 'list'],
    refetchInterval: KEEPS_UP,
    queryFn: async ({ signal }) => (await call('GET /sources', { signal })).items,
});

export const kindsQuery = queryOptions({
    queryKey: ['source-kinds'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await call('GET /source-kinds', { signal })).items,
});

export const fieldsQuery = queryOptions({
    queryKey: ['source-fields'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await call('GET /fields', { signal })).items,
});

/** Those in the archive too: a source may go on with one. */
export const eventKindsQuery = queryOptions({
    queryKey: ['event-kinds', 'all'],
    queryFn: ({ signal }) => call('GET /event-kinds', { signal }),
});

/** Looked at every second while it is read. */
export const sourceQuery = (id: string) =>
    queryOptions({
        queryKey: ['sources', 'one', id],
        queryFn: ({ signal }) => call('GET /sources/:id', { path: { id }, signal }),
        refetchInterval: ({ state }) => (state.data?.lastRun?.status === 'running' ? STEP : KEEPS_UP),
    });

export const writeBackQuery = (id: string) =>
    queryOptions({
        queryKey: ['sources', 'write-back', id],
        queryFn: ({ signal }) => call('GET /sources/:id/write-back', { path: { id }, signal }),
        refetchInterval: ({ state }) => (state.data?.on ? KEEPS_UP : false),
    });

const PAGE = 20;

/** Asked for again when the newest run has begun or ended. */
export const runsQuery = (id: string, newest: Run | null) =>
    infiniteQueryOptions({
        queryKey: ['sources', 'runs', id, newest?.id, newest?.status],
        placeholderData: keepPreviousData,
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call('GET /sources/:id/runs', { path: { id }, query: { after: pageParam, limit: PAGE }, signal }),
        getNextPageParam: ({ next }) => next,
    });

export const runQuery = (id: string, run: string) =>
    queryOptions({
        queryKey: ['sources', 'run', id, run],
        queryFn: ({ signal }) => call('GET /sources/:id/runs/:run', { path: { id, run }, signal }),
        refetchInterval: ({ state }) => (state.data?.status === 'running' ? STEP : false),
    });

/** Every look at them is written down: they are asked for once, and again when the run is over. */
export const problemsQuery = (id: string, run: Run | undefined) =>
    infiniteQueryOptions({
        queryKey: ['sources', 'problems', id, run?.id, run?.status],
        enabled: run !== undefined && run.bad > 0,
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call('GET /sources/:id/runs/:run/problems', { path: { id, run: run?.id ?? '' }, query: { after: pageParam }, signal }),
        getNextPageParam: ({ next }) => next,
    });

export const problemsAddress = (id: string, run: string) => addressOf('GET /sources/:id/runs/:run/problems.csv', { id, run });

/**
 * Looks into the other system. `id` stands for the place instead of its address and secret, and is another one after each change
 * of it; nothing is asked twice, for each look bothers the other side and is written down.
 */
const look = { staleTime: Infinity, retry: false, refetchOnReconnect: false, refetchOnWindowFocus: false } as const;

/** All looks: real people are in some, so that none outlives the form it was made for. */
export const LOOKS = ['source-look'] as const;

export const entitiesQuery = (id: string, place: Place) =>
    queryOptions({
        ...look,
        queryKey: [...LOOKS, id, 'entities'],
        queryFn: async ({ signal }) => (await call('POST /sources/entities', { body: place, signal })).items,
    });

export const previewQuery = (id: string, place: Place, entity: string) =>
    queryOptions({
        ...look,
        queryKey: [...LOOKS, id, 'preview', entity],
        enabled: entity !== '',
        queryFn: ({ signal }) => call('POST /sources/preview', { body: { ...place, entity }, signal }),
    });

export function create(wanted: Wanted): Promise<Source> {
    return call('POST /sources', { body: wanted });
}

export function change(id: string, wanted: Wanted): Promise<Source> {
    return call('PUT /sources/:id', { path: { id }, body: wanted });
}

export function remove(id: string): Promise<void> {
    return call('DELETE /sources/:id', { path: { id } });
}

export function writeBack(id: string, wanted: WantedWriteBack): Promise<WriteBack> {
    return call('PUT /sources/:id/write-back', { path: { id }, body: wanted });
}

export function endWriteBack(id: string): Promise<void> {
    return call('DELETE /sources/:id/write-back', { path: { id } });
}

export function begin(id: string, mode: Mode): Promise<Run> {
    return call('POST /sources/:id/runs', { path: { id }, body: { mode } });
}

export function stop(id: string, run: string): Promise<Run> {
    return call('POST /sources/:id/runs/:run/stop', { path: { id, run } });
}
