import { queryOptions } from '@tanstack/react-query';
import type { MessageClass } from '@/audience';
import { call, type Schemas } from '@/shared/api';
import type { Criteria } from './criteria';

/** Conditions with a name. */
export type Segment = Schemas['SegmentView'];
/** How many it finds; for each line of the sentence how many are left after it, and how many it alone finds. */
export type Count = Schemas['SegmentCountView'];
export type Explanation = Schemas['AudienceExplainExplainedPerson'];

export type Choice = Schemas['CriteriaChoiceView'];
export type EventKind = Schemas['EventKindView'];
export type EventAttribute = EventKind['attributes'][number];
/** Something besides fields that can be asked about, and how. */
export type Asked = Schemas['CriteriaSubjectView'];

export const fieldsQuery = (language: string) =>
    queryOptions({
        // Titles come in the user's language.
        queryKey: ['fields', language],
        staleTime: 600_000,
        queryFn: async ({ signal }) => (await call('GET /fields', { signal })).items,
    });

export const valuesQuery = (key: string, query: string, language: string) =>
    queryOptions({
        queryKey: ['fields', key, 'values', query, language],
        staleTime: 60_000,
        queryFn: ({ signal }) => call('GET /fields/:key/values', { path: { key }, query: { query }, signal }),
    });

export const eventKindsQuery = queryOptions({
    queryKey: ['event-kinds'],
    staleTime: 600_000,
    // What is archived is offered no more.
    queryFn: async ({ signal }) => (await call('GET /event-kinds', { signal })).filter(({ archived }) => !archived),
});

export const askedQuery = queryOptions({
    queryKey: ['criteria'],
    staleTime: 600_000,
    queryFn: ({ signal }) => call('GET /criteria', { signal }),
});

/** How one thing is called that a condition names; null when there is none such any more. */
export const titleQuery = (about: string, value: string, language: string) =>
    queryOptions({
        queryKey: ['criteria', about, 'title', value, language],
        staleTime: 600_000,
        queryFn: async ({ signal }) => {
            const found = await call('GET /criteria/:about/choices', { path: { about }, query: { values: [value] }, signal });
            return found.find((one) => one.value === value)?.title ?? null;
        },
    });

/** What a condition may name: the best matches first, at most 50. */
export const choicesQuery = (about: string, search: string, language: string) =>
    queryOptions({
        queryKey: ['criteria', about, 'choices', search, language],
        staleTime: 60_000,
        queryFn: async ({ signal, client }) => {
            const found = await call('GET /criteria/:about/choices', { path: { about }, query: { search }, signal });
            // What was seen by name is not asked for once more when it is chosen.
            for (const { value, title } of found) client.setQueryData(titleQuery(about, value, language).queryKey, title);
            return found;
        },
    });

/** `asked` is the tree as JSON: one text, one count. */
export const countQuery = (asked: string, estimate: boolean) =>
    queryOptions({
        queryKey: ['segments', 'count', asked, estimate],
        staleTime: 60_000,
        queryFn: ({ signal }) =>
            call('POST /segments/count', { query: { estimate: estimate || null }, body: { criteria: JSON.parse(asked) }, signal }),
    });

export const sampleQuery = (asked: string, seed: number, language: string) =>
    queryOptions({
        queryKey: ['segments', 'sample', asked, seed, language],
        staleTime: 60_000,
        queryFn: ({ signal }) => call('POST /segments/sample', { body: { criteria: JSON.parse(asked), seed }, signal }),
    });

export const explainQuery = (asked: string, messageClass: MessageClass, query: string, language: string) =>
    queryOptions({
        queryKey: ['audience', 'explain', asked, messageClass, query, language],
        queryFn: async ({ signal }) =>
            (await call('POST /audience/explain', { body: { criteria: JSON.parse(asked), messageClass, query }, signal })).items,
    });

export const segmentsQuery = queryOptions({
    queryKey: ['segments', 'list'],
    queryFn: async ({ signal }) => (await call('GET /segments', { signal })).items,
});

export const segmentQuery = (id: string) =>
    queryOptions({
        queryKey: ['segments', 'one', id],
        queryFn: ({ signal }) => call('GET /segments/:id', { path: { id }, signal }),
    });

type Wanted = { name: string; criteria: Criteria };

export function createSegment(wanted: Wanted): Promise<Segment> {
    return call('POST /segments', { body: wanted });
}

export function changeSegment(id: string, wanted: Wanted): Promise<Segment> {
    return call('PUT /segments/:id', { path: { id }, body: wanted });
}

export function deleteSegment(id: string): Promise<void> {
    return call('DELETE /segments/:id', { path: { id } });
}
