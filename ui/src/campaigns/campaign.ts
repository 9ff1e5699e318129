import * as z from 'zod';
import { isOver, launchedBy, messageClassSchema, runProgressSchema } from '@/runs/progress';

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
