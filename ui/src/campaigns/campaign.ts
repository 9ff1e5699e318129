import { type Audience, audienceOf } from '@/audience';
import { isOver, launchedBy } from '@/runs/progress';
import type { Schemas } from '@/shared/api';

export type When = { kind: 'now' } | { kind: 'at'; at: string };

/** A campaign with its latest run, if it was ever launched. `version` grows with each change of the draft. */
export type Campaign = Omit<Schemas['CampaignView'], 'audience' | 'when'> & { audience: Audience | null; when: When };
export type Step = Campaign['step'];

export const STEPS = ['who', 'what', 'when', 'check'] as const satisfies readonly Step[];

/** As the server has it, with what belongs to the audience's and the start's kind. */
export function campaignOf({ audience, when, ...rest }: Schemas['CampaignView']): Campaign {
    return { ...rest, audience: audience && audienceOf(audience), when: when.kind === 'at' && when.at ? { kind: 'at', at: when.at } : { kind: 'now' } };
}

const DRAWN = ['name', 'messageClass', 'sender', 'text', 'textId', 'audience', 'list', 'when', 'perMinute', 'step'] as const;

/** The part of a campaign that a user writes: what a draft is saved as. */
export type Draft = Pick<Campaign, (typeof DRAWN)[number]>;

export function draftOf(campaign: Draft): Draft {
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
    return { at: row === 'planned' ? campaign.run.startsAt : campaign.run.startedAt, by };
}
