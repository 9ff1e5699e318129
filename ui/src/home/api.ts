import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { runProgressSchema } from '@/runs/progress';
import { call } from '@/shared/api';
import { homeQuery } from '@/shared/home';

const word = z.string().nullable();

/** Steps and kinds the server may add later are shown without a name of their own. */
const homeSchema = z.object({
    tasks: z.array(
        z.object({ kind: z.string(), title: z.string(), detail: z.string(), campaignId: word, runId: word, connectionId: word }),
    ),
    drafts: z.array(z.object({ id: z.string(), name: z.string(), step: z.enum(['who', 'what', 'when', 'check']).catch('who'), changedAt: z.string() })),
    running: z.array(runProgressSchema),
    planned: z.array(z.object({ campaignId: z.string(), runId: z.string(), name: z.string(), startsAt: z.string(), expected: z.number() })),
    finished: z.array(runProgressSchema),
});

/** What stands on the home page of somebody who works with campaigns. */
export type Home = z.infer<typeof homeSchema>;
export type Task = Home['tasks'][number];

export const pageQuery = queryOptions({ ...homeQuery, select: (answer: unknown) => homeSchema.parse(answer) });

/** A copy of a campaign, as a draft. */
export function clone(campaignId: string): Promise<{ id: string }> {
    return call(`/campaigns/${encodeURIComponent(campaignId)}/clone`, { method: 'POST', schema: z.object({ id: z.string() }) });
}

const clientsSchema = z.object({
    items: z.array(z.object({ id: z.string(), name: word, phone: z.string(), city: word, optedOut: z.boolean() })),
    total: z.number().nullable().catch(null),
});

export const clientsQuery = (text: string) =>
    queryOptions({
        queryKey: ['home', 'clients', text],
        queryFn: ({ signal }) => call(`/clients?limit=10&query=${encodeURIComponent(text)}`, { schema: clientsSchema, signal }),
    });
