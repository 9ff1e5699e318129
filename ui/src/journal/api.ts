import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { call } from '@/shared/api';

const actor = z.object({ id: z.string(), name: z.string() }).nullable();

export const entrySchema = z.object({
    id: z.string(),
    at: z.string(),
    user: actor,
    /** The API key that did it instead of a person. */
    key: actor.optional().default(null),
    action: z.string(),
    object: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
});

/** One line of the journal. */
export type Entry = z.infer<typeof entrySchema>;

/** What is looked for; days as 2026-11-23, both included. */
export type Filter = { user?: string | undefined; action?: string | undefined; object?: string | undefined; from?: string | undefined; to?: string | undefined };

const PAGE = 50;

export const entriesQuery = (filter: Filter) =>
    infiniteQueryOptions({
        queryKey: ['audit', filter],
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => {
            const asked = new URLSearchParams({ limit: String(PAGE) });
            if (filter.user) asked.set('user', filter.user);
            if (filter.action) asked.set('action', filter.action);
            if (filter.object) asked.set('object', filter.object);
            const from = midnight(filter.from, 0);
            const to = midnight(filter.to, 1);
            if (from) asked.set('from', from);
            if (to) asked.set('to', to);
            if (pageParam !== null) asked.set('before', pageParam);
            return call(`/audit?${asked.toString()}`, { schema: z.object({ items: z.array(entrySchema), next: z.string().nullable() }), signal });
        },
        getNextPageParam: (page) => page.next,
    });

export const actionsQuery = queryOptions({
    queryKey: ['audit-actions'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await call('/audit/actions', { schema: z.object({ items: z.array(z.string()) }), signal })).items,
});

/** The beginning of a day (or of the one after) by this browser's clock; null when it is no day. */
function midnight(day: string | undefined, later: number): string | null {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '');
    if (!found) return null;
    const at = new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]) + later);
    return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
