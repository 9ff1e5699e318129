import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call } from '@/shared/api';
import type { Forecast, ForecastRequest } from './forecast';

/** Milliseconds between two looks at a count that is under way. */
const LOOK = 700;
/** Whoever types is not asked about after each letter. */
const CALM = 300;

/**
 * What a message would do, kept up with what is asked: an estimate at once, the exact numbers when the server has them.
 * While a new question is being answered the old numbers stand, as an estimate. Null asks nothing.
 */
export function useForecast(request: ForecastRequest | null): { forecast: Forecast | null; failed: unknown; retry: () => void } {
    const asked = useMemo(() => (request === null ? null : JSON.stringify(request)), [request]);
    const [calm] = useDebouncedValue(asked, CALM);
    // The first question, and a question taken back, need no calm.
    const question = asked === null || calm === null ? asked : calm;
    const query = useQuery({
        queryKey: ['forecast', question],
        enabled: question !== null,
        staleTime: 60_000,
        placeholderData: keepPreviousData,
        queryFn: ({ signal }) => call('POST /audience/forecast', { body: JSON.parse(question ?? ''), signal }),
        refetchInterval: ({ state }) => (state.data && !state.data.exact && state.status !== 'error' ? LOOK : false),
    });
    const { data, isPlaceholderData } = query;
    const moving = isPlaceholderData || question !== asked;
    const forecast = useMemo(() => (data && moving && data.exact ? { ...data, exact: false } : (data ?? null)), [data, moving]);
    return {
        forecast: question === null ? null : forecast,
        failed: question === null ? null : query.error,
        retry: () => void query.refetch(),
    };
}
