import type { Schemas } from './api';

/** What became of one person of a run. */
export type PersonState = Schemas['RunPeopleLine']['state'];

export const PERSON_STATES = ['queued', 'pending', 'delivered', 'failed', 'uncertain', 'cancelled', 'suppressed'] as const satisfies readonly PersonState[];
