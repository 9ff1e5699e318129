import { queryOptions } from '@tanstack/react-query';
import { call } from './api';

const KEEPS_UP = 10_000;

/** What stands on the home page. The frame counts what runs; the page itself reads the rest. */
export const homeQuery = queryOptions({
    queryKey: ['home'],
    queryFn: ({ signal }) => call('GET /home', { signal }),
    refetchInterval: KEEPS_UP,
});
