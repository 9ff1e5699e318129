import { queryOptions } from '@tanstack/react-query';
import { call } from '@/shared/api';
import { type RunProgress, runProgressSchema } from './progress';

export type RunCommand = 'pause' | 'resume' | 'stop';

export const runQuery = (id: string) =>
    queryOptions({
        queryKey: ['run', id],
        queryFn: ({ signal }) => call(`/runs/${encodeURIComponent(id)}`, { schema: runProgressSchema, signal }),
    });

export function command(id: string, what: RunCommand): Promise<RunProgress> {
    return call(`/runs/${encodeURIComponent(id)}/${what}`, { method: 'POST', schema: runProgressSchema });
}

export function eventsAddress(id: string): string {
    return `/api/v1/runs/${encodeURIComponent(id)}/events`;
}
