import { CAMPAIGN_STATES } from './campaigns';
import { RECIPIENT_STATES } from './recipients';
import type { State } from './state';
import { TEXT_STATES } from './texts';

export { show } from './state';

/** Every page in every state it can be in; each feature has a file of its own here. */
export const STATES: State[] = [...CAMPAIGN_STATES, ...RECIPIENT_STATES, ...TEXT_STATES];
