import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, type Schemas } from '@/shared/api';

/** One line of the journal; `key` is the API key that did it instead of a person. */
export type Entry = Schemas['AuditEntryView'];

/** What is looked for; days as 2026-11-23, both included. */
export type Filter = { user?: string | undefined; action?: string | undefined; object?: string | undefined; from?: string | undefined; to?: string | undefined };

const PAGE = 50;

export const entriesQuery = (filter: Filter) =>
    infiniteQueryOptions({
        queryKey: ['audit', filter],
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => {
            const { user, action, object } = filter;
            const query = { limit: PAGE, user, action, object, from: midnight(filter.from, 0), to: midnight(filter.to, 1), before: pageParam };
            return call('GET /audit', { query, signal });
        },
        getNextPageParam: (page) => page.next,
    });

export const actionsQuery = queryOptions({
    queryKey: ['audit-actions'],
    staleTime: 60_000,
    queryFn: async ({ signal }) => (await call('GET /audit/actions', { signal })).items,
});

/** The beginning of a day (or of the one after) by this browser's clock; null when it is no day. */
function midnight(day: string | undefined, later: number): string | null {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '');
    if (!found) return null;
    const at = new Date(Number(found[1]), Number(found[2]) - 1, Number(found[3]) + later);
    return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
