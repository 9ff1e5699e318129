import type access from '@/access/words.en.json';
import type audience from '@/audience/words.en.json';
import type campaigns from '@/campaigns/words.en.json';
import type consents from '@/consents/words.en.json';
import type fields from '@/fields/words.en.json';
import type frame from '@/frame/words.en.json';
import type help from '@/help/words.en.json';
import type home from '@/home/words.en.json';
import type journal from '@/journal/words.en.json';
import type lists from '@/lists/words.en.json';
import type operators from '@/operators/words.en.json';
import type recipients from '@/recipients/words.en.json';
import type runs from '@/runs/words.en.json';
import type segments from '@/segments/words.en.json';
import type selections from '@/selections/words.en.json';
import type shared from '@/shared/words.en.json';
import type sources from '@/sources/words.en.json';
import type texts from '@/texts/words.en.json';
import type users from '@/users/words.en.json';
import type wizard from '@/wizard/words.en.json';

/** The keys there are, so that a misspelt one does not compile. Each feature with words has a line. */
export type Words = typeof access &
    typeof audience &
    typeof campaigns &
    typeof consents &
    typeof fields &
    typeof frame &
    typeof help &
    typeof home &
    typeof journal &
    typeof lists &
    typeof operators &
    typeof recipients &
    typeof runs &
    typeof segments &
    typeof selections &
    typeof shared &
    typeof sources &
    typeof texts &
    typeof users &
    typeof wizard;
