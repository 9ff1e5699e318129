import * as z from 'zod';

export const personStateSchema = z.enum(['queued', 'pending', 'delivered', 'failed', 'uncertain', 'cancelled', 'suppressed']);

/** What became of one person of a run. */
export type PersonState = z.infer<typeof personStateSchema>;

export const PERSON_STATES: readonly PersonState[] = personStateSchema.options;
