import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { call } from '@/shared/api';
import { personSchema } from '@/shared/person';
import { type PersonState, personStateSchema } from '@/shared/personState';
import { isOver, repeatedSchema, type RunProgress, runProgressSchema } from './progress';

export type RunCommand = 'pause' | 'resume' | 'stop' | 'cancel';

const at = (id: string) => `/runs/${encodeURIComponent(id)}`;

export const runQuery = (id: string) =>
    queryOptions({
        queryKey: ['run', id],
        queryFn: ({ signal }) => call(at(id), { schema: runProgressSchema, signal }),
    });

export function command(id: string, what: RunCommand): Promise<RunProgress> {
    return call(`${at(id)}/${what}`, { method: 'POST', schema: runProgressSchema });
}

export function eventsAddress(id: string): string {
    return `/api/v1${at(id)}/events`;
}

/** A new draft for those of a run in the given states. */
export function repeatRun(id: string, states: readonly PersonState[]): Promise<{ id: string }> {
    return call(`${at(id)}/repeat`, { method: 'POST', schema: repeatedSchema, body: { states } });
}

const count = z.number().int().nonnegative();

const zonesSchema = z.object({
    items: z.array(z.object({ zone: z.string(), title: z.string(), localTime: z.string(), messages: count, submitted: count })),
});
export type Zone = z.infer<typeof zonesSchema>['items'][number];

const failuresSchema = z.object({ items: z.array(z.object({ code: z.string(), connection: z.string().nullable(), text: z.string(), count })) });
export type Failed = z.infer<typeof failuresSchema>['items'][number];

const answersSchema = z.object({
    items: z.array(z.object({ id: z.string(), person: personSchema.nullable(), at: z.string(), text: z.string(), optOut: z.boolean() })),
    next: z.string().nullable(),
});

const peopleSchema = z.object({
    items: z.array(
        z.object({
            person: personSchema.nullable(),
            state: personStateSchema,
            reason: z.object({ code: z.string(), text: z.string() }).nullable(),
            parts: count,
            connection: z.string().nullable(),
            at: z.string().nullable(),
        }),
    ),
    next: z.string().nullable(),
});
export type RunPerson = z.infer<typeof peopleSchema>['items'][number];

const reportSchema = z.object({
    run: runProgressSchema,
    cost: z.object({
        total: z.number(),
        byConnection: z.array(z.object({ name: z.string(), parts: count, unitPrice: z.number(), sum: z.number() })),
    }),
    timeline: z.array(z.object({ at: z.string(), submitted: count, delivered: count, failed: count })),
    failures: failuresSchema.shape.items,
    answers: z.object({ total: count, optOuts: count }),
    medianDeliverySeconds: z.number().nullable(),
});
export type Report = z.infer<typeof reportSchema>;
export type Moment = Report['timeline'][number];

/** What stands beside the live numbers is asked for in this rhythm while a run goes on. */
const BESIDE = 5_000;
const beside = (run: RunProgress) => (isOver(run) && run.pending === 0 ? (false as const) : BESIDE);

export const zonesQuery = (run: RunProgress) =>
    queryOptions({
        queryKey: ['run', run.id, 'zones'],
        refetchInterval: beside(run),
        queryFn: ({ signal }) => call(`${at(run.id)}/zones`, { schema: zonesSchema, signal }),
    });

export const failuresQuery = (run: RunProgress) =>
    queryOptions({
        queryKey: ['run', run.id, 'failures'],
        refetchInterval: beside(run),
        queryFn: ({ signal }) => call(`${at(run.id)}/failures`, { schema: failuresSchema, signal }),
    });

const PAGE = 50;
const page = (next: string | null) => (next === null ? '' : `&after=${encodeURIComponent(next)}`);

export const answersQuery = (id: string) =>
    infiniteQueryOptions({
        queryKey: ['run', id, 'answers'],
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call(`${at(id)}/answers?limit=${PAGE}${page(pageParam)}`, { schema: answersSchema, signal }),
        getNextPageParam: ({ next }) => next,
    });

const ofState = (state: PersonState | null) => (state === null ? '' : `&state=${state}`);

export const peopleQuery = (id: string, state: PersonState | null) =>
    infiniteQueryOptions({
        queryKey: ['run', id, 'people', state],
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call(`${at(id)}/people?limit=${PAGE}${ofState(state)}${page(pageParam)}`, { schema: peopleSchema, signal }),
        getNextPageParam: ({ next }) => next,
    });

export function csvAddress(id: string, state: PersonState | null): string {
    return `/api/v1${at(id)}/people.csv${state === null ? '' : `?state=${state}`}`;
}

export const reportQuery = (id: string) =>
    queryOptions({
        queryKey: ['run', id, 'report'],
        queryFn: ({ signal }) => call(`${at(id)}/report`, { schema: reportSchema, signal }),
    });
