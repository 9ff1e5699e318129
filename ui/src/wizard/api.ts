import { queryOptions } from '@tanstack/react-query';
import type { RunProgress } from '@/runs/progress';
import { call, type Schemas } from '@/shared/api';

/** What will happen if it is launched as it stands, and what stands in the way. */
export type Check = Schemas['CampaignCheckView'];

const LOOK = 700;
const AGAIN = 30_000;

/** Of one version of the draft: a change makes another question. */
export const checkQuery = (id: string, version: number) =>
    queryOptions({
        queryKey: ['campaign', id, 'check', version],
        gcTime: 0,
        staleTime: 0,
        queryFn: ({ signal }) => call('GET /campaigns/:id/check', { path: { id }, signal }),
        // Numbers get exact, and time goes by: «сегодня в 15:00» may be past when the button is pressed.
        refetchInterval: ({ state }) => (state.data?.forecast?.exact === false && state.status !== 'error' ? LOOK : AGAIN),
    });

/** Starts a run, held on the server for a while. The same key never starts a second one. */
export function launch(id: string, expected: number, acknowledged: readonly string[], key: string): Promise<RunProgress> {
    return call('POST /campaigns/:id/runs', { path: { id }, key, body: { expected, acknowledged: [...acknowledged] } });
}

export type SavedSegment = Schemas['SegmentView'];
export type SavedText = Schemas['TextView'];

export const segmentQuery = (id: string) =>
    queryOptions({
        queryKey: ['wizard', 'segment', id],
        queryFn: ({ signal }) => call('GET /segments/:id', { path: { id }, signal }),
    });

export const segmentsQuery = queryOptions({
    queryKey: ['wizard', 'segments'],
    queryFn: async ({ signal }) => (await call('GET /segments', { signal })).items,
});

export const textsQuery = queryOptions({
    queryKey: ['wizard', 'texts'],
    queryFn: async ({ signal }) => (await call('GET /texts', { signal })).items,
});
