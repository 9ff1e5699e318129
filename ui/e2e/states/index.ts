import { CAMPAIGN_STATES } from './campaigns';
import type { State } from './state';
import { WIZARD_STATES } from './wizard';

export { show } from './state';

/** Every page in every state it can be in; each feature has a file of its own here. */
export const STATES: State[] = [...CAMPAIGN_STATES, ...WIZARD_STATES];
