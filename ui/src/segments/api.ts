import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { type MessageClass, personSchema } from '@/audience';
import { call } from '@/shared/api';
import type { Criteria } from './criteria';
import { fieldSchema } from './fields';

const count = z.number().int().nonnegative();

export const segmentSchema = z.object({
    id: z.string(),
    name: z.string(),
    criteria: z.unknown(),
    createdAt: z.string(),
    createdBy: z.string().nullable(),
    changedAt: z.string(),
});
/** Conditions with a name. */
export type Segment = z.infer<typeof segmentSchema>;

export const fieldListSchema = z.object({ items: z.array(fieldSchema) });
export const valueListSchema = z.object({ items: z.array(z.object({ value: z.string(), title: z.string(), count })), more: z.boolean() });
export const countSchema = z.object({
    found: count,
    exact: z.boolean(),
    /** For each line of the sentence: how many are left after it, and how many it alone finds. */
    lines: z.array(z.object({ after: count, matched: count })),
    countedAt: z.string(),
});
export const sampleSchema = z.object({
    columns: z.array(z.object({ key: z.string(), title: z.string() })),
    items: z.array(personSchema.extend({ values: z.record(z.string(), z.string().nullable()) })),
});
export const explanationSchema = z.object({
    person: personSchema,
    inSegment: z.boolean(),
    lines: z.array(z.object({ holds: z.boolean(), actual: z.string().nullable() })),
    gets: z.boolean(),
    reason: z.string().nullable(),
    reasonText: z.string().nullable(),
});
export const explainSchema = z.object({ items: z.array(explanationSchema) });

export type Count = z.infer<typeof countSchema>;
export type Explanation = z.infer<typeof explanationSchema>;

export const fieldsQuery = (language: string) =>
    queryOptions({
        // Titles come in the user's language.
        queryKey: ['fields', language],
        staleTime: 600_000,
        queryFn: async ({ signal }) => (await call('/fields', { schema: fieldListSchema, signal })).items,
    });

export const valuesQuery = (key: string, query: string, language: string) =>
    queryOptions({
        queryKey: ['fields', key, 'values', query, language],
        staleTime: 60_000,
        queryFn: ({ signal }) => call(`/fields/${encodeURIComponent(key)}/values?query=${encodeURIComponent(query)}`, { schema: valueListSchema, signal }),
    });

/** `asked` is the tree as JSON: one text, one count. */
export const countQuery = (asked: string, estimate: boolean) =>
    queryOptions({
        queryKey: ['segments', 'count', asked, estimate],
        staleTime: 60_000,
        queryFn: ({ signal }) =>
            call(`/segments/count${estimate ? '?estimate=true' : ''}`, { method: 'POST', schema: countSchema, body: { criteria: JSON.parse(asked) }, signal }),
    });

export const sampleQuery = (asked: string, seed: number, language: string) =>
    queryOptions({
        queryKey: ['segments', 'sample', asked, seed, language],
        staleTime: 60_000,
        queryFn: ({ signal }) => call('/segments/sample', { method: 'POST', schema: sampleSchema, body: { criteria: JSON.parse(asked), seed }, signal }),
    });

export const explainQuery = (asked: string, messageClass: MessageClass, query: string, language: string) =>
    queryOptions({
        queryKey: ['audience', 'explain', asked, messageClass, query, language],
        queryFn: async ({ signal }) =>
            (await call('/audience/explain', { method: 'POST', schema: explainSchema, body: { criteria: JSON.parse(asked), messageClass, query }, signal })).items,
    });

export const segmentsQuery = queryOptions({
    queryKey: ['segments', 'list'],
    queryFn: async ({ signal }) => (await call('/segments', { schema: z.object({ items: z.array(segmentSchema) }), signal })).items,
});

export const segmentQuery = (id: string) =>
    queryOptions({
        queryKey: ['segments', 'one', id],
        queryFn: ({ signal }) => call(`/segments/${encodeURIComponent(id)}`, { schema: segmentSchema, signal }),
    });

type Wanted = { name: string; criteria: Criteria };

export function createSegment(wanted: Wanted): Promise<Segment> {
    return call('/segments', { method: 'POST', schema: segmentSchema, body: wanted });
}

export function changeSegment(id: string, wanted: Wanted): Promise<Segment> {
    return call(`/segments/${encodeURIComponent(id)}`, { method: 'PUT', schema: segmentSchema, body: wanted });
}

export function deleteSegment(id: string): Promise<void> {
    return call(`/segments/${encodeURIComponent(id)}`, { method: 'DELETE' });
}
