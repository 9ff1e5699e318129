import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { isOver, launchedBy, messageClassSchema, type RunProgress, runProgressSchema } from '@/runs';
import { call } from '@/shared/api';

export const campaignSchema = z.object({
    id: z.string(),
    name: z.string(),
    messageClass: messageClassSchema,
    text: z.string(),
    segment: z.object({ id: z.string(), name: z.string() }).nullable(),
    createdAt: z.string(),
    createdBy: z.string(),
    run: runProgressSchema.nullable(),
});

export const campaignPageSchema = z.object({ items: z.array(campaignSchema), next: z.string().nullable() });
export const audienceSchema = z.object({ count: z.number().int().nonnegative() });

/** A campaign with its latest run, if it was ever launched. */
export type Campaign = z.infer<typeof campaignSchema>;

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

/** What one may do with a campaign from the list, if anything. */
export function offer(campaign: Campaign): 'launch' | 'repeat' | null {
    if (campaign.run === null) return 'launch';
    return isOver(campaign.run) ? 'repeat' : null;
}

/** When it was launched and by whom; for a draft, when it was made and by whom. */
export function whenAndWho(campaign: Campaign): { at: string; by: string } {
    if (campaign.run === null) return { at: campaign.createdAt, by: campaign.createdBy };
    return { at: campaign.run.startedAt, by: launchedBy(campaign.run) ?? campaign.createdBy };
}
