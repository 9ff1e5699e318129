import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { isOver, type RunProgress, runProgressSchema } from '@/runs/progress';
import { call } from '@/shared/api';
import { audienceSchema, campaignPageSchema } from './campaign';

const PAGE = 50;
const LIVE = 5_000;

export const campaignsQuery = infiniteQueryOptions({
    queryKey: ['campaigns'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
        call(`/campaigns?limit=${PAGE}${pageParam === null ? '' : `&before=${encodeURIComponent(pageParam)}`}`, {
            schema: campaignPageSchema,
            signal,
        }),
    getNextPageParam: (page) => page.next,
    // While something runs the list keeps up; events are for the run's own page.
    refetchInterval: (query) =>
        query.state.data?.pages.some((page) => page.items.some(({ run }) => run !== null && !isOver(run))) ? LIVE : false,
});

/** Counted anew for each dialog: an old number on the button would be a lie. */
export const audienceQuery = (id: string) =>
    queryOptions({
        queryKey: ['campaign', id, 'audience'],
        gcTime: 0,
        queryFn: ({ signal }) => call(`/campaigns/${encodeURIComponent(id)}/audience`, { schema: audienceSchema, signal }),
    });

/** Starts a run. The same key never starts a second one. */
export function launch(id: string, key: string): Promise<RunProgress> {
    return call(`/campaigns/${encodeURIComponent(id)}/runs`, {
        method: 'POST',
        schema: runProgressSchema,
        headers: { 'Idempotency-Key': key },
    });
}
