import { CAMPAIGN_STATES } from './campaigns';
import { FRAME_STATES } from './frame';
import type { State } from './state';

export { show } from './state';

/** Every page in every state it can be in; each feature has a file of its own here. */
export const STATES: State[] = [...CAMPAIGN_STATES, ...FRAME_STATES];
