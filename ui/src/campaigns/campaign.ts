import * as z from 'zod';
import { audienceSchema } from '@/audience';
import { isOver, launchedBy, messageClassSchema, runProgressSchema } from '@/runs/progress';

export const stepSchema = z.enum(['who', 'what', 'when', 'check']);
export const whenSchema = z.discriminatedUnion('kind', [z.object({ kind: z.literal('now') }), z.object({ kind: z.literal('at'), at: z.string() })]);

export const campaignSchema = z.object({
    id: z.string(),
    name: z.string(),
    status: z.enum(['draft', 'launched']),
    messageClass: messageClassSchema,
    sender: z.string().nullable(),
    text: z
        .string()
        .nullable()
        .transform((text) => text ?? ''),
    textId: z.string().nullable(),
    audience: audienceSchema.nullable(),
    segment: z.object({ id: z.string(), name: z.string() }).nullable(),
    list: z.enum(['live', 'frozen']),
    when: whenSchema,
    perMinute: z.number().int().positive().nullable(),
    step: stepSchema,
    version: z.number().int(),
    createdAt: z.string(),
    createdBy: z.string(),
    changedAt: z.string(),
    run: runProgressSchema.nullable(),
});

export const campaignPageSchema = z.object({ items: z.array(campaignSchema), next: z.string().nullable() });

/** A campaign with its latest run, if it was ever launched. `version` grows with each change of the draft. */
export type Campaign = z.infer<typeof campaignSchema>;
export type Step = z.infer<typeof stepSchema>;
export type When = z.infer<typeof whenSchema>;

export const STEPS: readonly Step[] = stepSchema.options;

const DRAWN = ['name', 'messageClass', 'sender', 'text', 'textId', 'audience', 'list', 'when', 'perMinute', 'step'] as const;

/** The part of a campaign that a user writes: what a draft is saved as. */
export type Draft = Pick<Campaign, (typeof DRAWN)[number]>;

export function draftOf(campaign: Campaign): Draft {
    return Object.fromEntries(DRAWN.map((key) => [key, campaign[key]])) as Draft;
}

export type Row = 'draft' | 'planned' | 'running' | 'over';
export const ROWS: readonly Row[] = ['draft', 'planned', 'running', 'over'];

/** Where a campaign stands, as the list's filter has it. */
export function rowOf(campaign: Campaign): Row {
    const status = campaign.run?.status;
    if (campaign.status === 'draft' || status === undefined || status === 'cancelled') return 'draft';
    if (status === 'held' || status === 'scheduled') return 'planned';
    return isOver({ status }) ? 'over' : 'running';
}

/** When it was launched and by whom; for a draft, when it was last touched and who made it; for a planned one, when it will go. */
export function whenAndWho(campaign: Campaign): { at: string; by: string } {
    const row = rowOf(campaign);
    if (row === 'draft' || campaign.run === null) return { at: campaign.changedAt, by: campaign.createdBy };
    const by = launchedBy(campaign.run) ?? campaign.createdBy;
    return { at: row === 'planned' ? (campaign.run.startsAt ?? campaign.run.startedAt) : campaign.run.startedAt, by };
}
