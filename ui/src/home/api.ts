import { queryOptions } from '@tanstack/react-query';
import { call, type Schemas } from '@/shared/api';

export { homeQuery as pageQuery } from '@/shared/home';

/** What stands on the home page of somebody who works with campaigns. */
export type Home = Schemas['HomeView'];
export type Task = Home['tasks'][number];

/** A copy of a campaign, as a draft. */
export function clone(campaignId: string): Promise<{ id: string }> {
    return call('POST /campaigns/:id/clone', { path: { id: campaignId } });
}

export const clientsQuery = (text: string) =>
    queryOptions({
        queryKey: ['home', 'clients', text],
        queryFn: ({ signal }) => call('GET /clients', { query: { limit: 10, query: text }, signal }),
    });
