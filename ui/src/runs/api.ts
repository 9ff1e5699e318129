import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { addressOf, call, type Schemas } from '@/shared/api';
import type { PersonState } from '@/shared/personState';
import { isSettled, type RunProgress } from './progress';

export type RunCommand = 'pause' | 'resume' | 'stop' | 'cancel';

export const runQuery = (id: string) =>
    queryOptions({
        queryKey: ['run', id],
        queryFn: ({ signal }) => call('GET /runs/:id', { path: { id }, signal }),
    });

export function command(id: string, what: RunCommand): Promise<RunProgress> {
    return call(`POST /runs/:id/${what}`, { path: { id } });
}

export const eventsAddress = (id: string) => addressOf('GET /runs/:id/events', { id });

/** A new draft for those of a run in the given states. */
export function repeatRun(id: string, states: readonly PersonState[]): Promise<{ id: string }> {
    return call('POST /runs/:id/repeat', { path: { id }, body: { states: [...states] } });
}

export type Zone = Schemas['RunPeopleZone'];
export type Failed = Schemas['RunReportsFailure'];
export type RunPerson = Schemas['RunPeopleLine'];
export type Report = Schemas['RunPeopleReport'];
export type Moment = Report['timeline'][number];

/** What stands beside the live numbers is asked for in this rhythm while a run goes on. */
const BESIDE = 5_000;
const beside = (run: RunProgress) => ({
    refetchInterval: isSettled(run) ? (false as const) : BESIDE,
    placeholderData: keepPreviousData,
});

export const zonesQuery = (run: RunProgress) =>
    queryOptions({
        // Asked for once more at the very end, or the page would stay as it was five seconds before.
        queryKey: ['run', run.id, 'zones', isSettled(run)],
        ...beside(run),
        queryFn: ({ signal }) => call('GET /runs/:id/zones', { path: { id: run.id }, signal }),
    });

export const failuresQuery = (run: RunProgress) =>
    queryOptions({
        queryKey: ['run', run.id, 'failures', isSettled(run)],
        ...beside(run),
        queryFn: ({ signal }) => call('GET /runs/:id/failures', { path: { id: run.id }, signal }),
    });

const PAGE = 50;

export const answersQuery = (id: string) =>
    infiniteQueryOptions({
        queryKey: ['run', id, 'answers'],
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call('GET /runs/:id/answers', { path: { id }, query: { limit: PAGE, after: pageParam }, signal }),
        getNextPageParam: ({ next }) => next,
    });

export const peopleQuery = (id: string, state: PersonState | null) =>
    infiniteQueryOptions({
        queryKey: ['run', id, 'people', state],
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call('GET /runs/:id/people', { path: { id }, query: { limit: PAGE, state, after: pageParam }, signal }),
        getNextPageParam: ({ next }) => next,
    });

export const csvAddress = (id: string, state: PersonState | null) => addressOf('GET /runs/:id/people.csv', { id }, { state });

export const reportQuery = (id: string) =>
    queryOptions({
        queryKey: ['run', id, 'report'],
        queryFn: ({ signal }) => call('GET /runs/:id/report', { path: { id }, signal }),
    });
