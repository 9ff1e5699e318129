import { CAMPAIGN_STATES } from './campaigns';
import { CONSENT_STATES } from './consents';
import { FRAME_STATES } from './frame';
import { LIST_STATES } from './lists';
import { RECIPIENT_STATES } from './recipients';
import { SEGMENT_STATES } from './segments';
import { SELECTION_STATES } from './selections';
import { SOURCE_STATES } from './sources';
import type { State } from './state';
import { TEXT_STATES } from './texts';
import { WIZARD_STATES } from './wizard';

export { show } from './state';

/** Every page in every state it can be in; each feature has a file of its own here. */
export const STATES: State[] = [
    ...CAMPAIGN_STATES,
    ...CONSENT_STATES,
    ...FRAME_STATES,
    ...LIST_STATES,
    ...RECIPIENT_STATES,
    ...SEGMENT_STATES,
    ...SELECTION_STATES,
    ...SOURCE_STATES,
    ...TEXT_STATES,
    ...WIZARD_STATES,
];
