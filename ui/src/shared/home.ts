import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { call } from './api';

const KEEPS_UP = 10_000;

/** What stands on the home page. The frame counts what runs; the page itself reads the rest. */
export const homeQuery = queryOptions({
    queryKey: ['home'],
    queryFn: ({ signal }) => call('/home', { schema: z.looseObject({ running: z.array(z.unknown()) }), signal }),
    refetchInterval: KEEPS_UP,
});
