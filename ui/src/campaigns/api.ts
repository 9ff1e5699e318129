import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { isOver } from '@/runs/progress';
import { call } from '@/shared/api';
import { type Campaign, campaignPageSchema, campaignSchema, type Draft, draftOf } from './campaign';

const PAGE = 50;
const LIVE = 5_000;

const at = (id: string) => `/campaigns/${encodeURIComponent(id)}`;

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

/** Read anew each time it is opened: somebody else may have changed it. */
export const campaignQuery = (id: string) =>
    queryOptions({
        queryKey: ['campaign', id],
        staleTime: 0,
        gcTime: 0,
        refetchOnWindowFocus: false,
        queryFn: ({ signal }) => call(at(id), { schema: campaignSchema, signal }),
    });

/** An empty draft. */
export function createCampaign(): Promise<Campaign> {
    return call('/campaigns', { method: 'POST', schema: campaignSchema, body: {} });
}

/** Saves a whole draft; refused as «campaign-changed» when it is not of the version that the server has. */
export function saveDraft(id: string, draft: Draft, version: number, leaving = false): Promise<Campaign> {
    const body = { ...draftOf(draft as Campaign), version };
    return call(at(id), { method: 'PUT', schema: campaignSchema, body, keepalive: leaving });
}

export function deleteDraft(id: string): Promise<void> {
    return call(at(id), { method: 'DELETE' });
}

/** A new draft with the same audience, text and pace; it goes out at once unless told otherwise. */
export function cloneCampaign(id: string): Promise<Campaign> {
    return call(`${at(id)}/clone`, { method: 'POST', schema: campaignSchema });
}
