import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { isOver } from '@/runs/progress';
import { call } from '@/shared/api';
import { type Campaign, campaignOf, type Draft, draftOf } from './campaign';

const PAGE = 50;
const LIVE = 5_000;

export const campaignsQuery = infiniteQueryOptions({
    queryKey: ['campaigns'],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
        const { items, next } = await call('GET /campaigns', { query: { limit: PAGE, before: pageParam }, signal });
        return { items: items.map(campaignOf), next };
    },
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
        queryFn: async ({ signal }) => campaignOf(await call('GET /campaigns/:id', { path: { id }, signal })),
    });

/** An empty draft. */
export async function createCampaign(): Promise<Campaign> {
    return campaignOf(await call('POST /campaigns', { body: {} }));
}

/** Saves a whole draft; refused as «campaign-changed» when it is not of the version that the server has. */
export async function saveDraft(id: string, draft: Draft, version: number, leaving = false): Promise<Campaign> {
    const body = { ...draftOf(draft), version };
    return campaignOf(await call('PUT /campaigns/:id', { path: { id }, body, keepalive: leaving }));
}

export function deleteDraft(id: string): Promise<void> {
    return call('DELETE /campaigns/:id', { path: { id } });
}

/** A new draft with the same audience, text and pace; it goes out at once unless told otherwise. */
export async function cloneCampaign(id: string): Promise<Campaign> {
    return campaignOf(await call('POST /campaigns/:id/clone', { path: { id } }));
}
