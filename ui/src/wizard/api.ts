import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { forecastSchema } from '@/audience';
import { stepSchema } from '@/campaigns';
import { type RunProgress, runProgressSchema } from '@/runs/progress';
import { call } from '@/shared/api';

const at = (id: string) => `/campaigns/${encodeURIComponent(id)}`;

export const checkSchema = z.object({
    forecast: forecastSchema,
    items: z.array(z.object({ code: z.string(), level: z.enum(['block', 'warn', 'ok']), text: z.string(), step: stepSchema.nullable().catch(null) })),
    startsAt: z.string().nullable(),
    finishAt: z.string().nullable(),
    confirmAbove: z.number().int(),
    holdSeconds: z.number(),
});

/** What will happen if it is launched as it stands, and what stands in the way. */
export type Check = z.infer<typeof checkSchema>;

const LOOK = 700;
const AGAIN = 30_000;

/** Of one version of the draft: a change makes another question. */
export const checkQuery = (id: string, version: number) =>
    queryOptions({
        queryKey: ['campaign', id, 'check', version],
        gcTime: 0,
        staleTime: 0,
        queryFn: ({ signal }) => call(`${at(id)}/check`, { schema: checkSchema, signal }),
        // Numbers get exact, and time goes by: «сегодня в 15:00» may be past when the button is pressed.
        refetchInterval: ({ state }) => (state.data && !state.data.forecast.exact && state.status !== 'error' ? LOOK : AGAIN),
    });

/** Starts a run, held on the server for a while. The same key never starts a second one. */
export function launch(id: string, expected: number, acknowledged: readonly string[], key: string): Promise<RunProgress> {
    return call(`${at(id)}/runs`, {
        method: 'POST',
        schema: runProgressSchema,
        headers: { 'Idempotency-Key': key },
        body: { expected, acknowledged },
    });
}

const segmentSchema = z.object({ id: z.string(), name: z.string(), criteria: z.unknown() });
export type SavedSegment = z.infer<typeof segmentSchema>;

const textSchema = z.object({
    id: z.string(),
    name: z.string(),
    text: z.string(),
    messageClass: z.enum(['alarm', 'transactional', 'service', 'advertising']),
    sender: z.string().nullable(),
});
export type SavedText = z.infer<typeof textSchema>;

export const segmentQuery = (id: string) =>
    queryOptions({
        queryKey: ['wizard', 'segment', id],
        queryFn: ({ signal }) => call(`/segments/${encodeURIComponent(id)}`, { schema: segmentSchema, signal }),
    });

export const segmentsQuery = queryOptions({
    queryKey: ['wizard', 'segments'],
    queryFn: async ({ signal }) => (await call('/segments', { schema: z.object({ items: z.array(segmentSchema) }), signal })).items,
});

export const textsQuery = queryOptions({
    queryKey: ['wizard', 'texts'],
    queryFn: async ({ signal }) => (await call('/texts', { schema: z.object({ items: z.array(textSchema) }), signal })).items,
});
