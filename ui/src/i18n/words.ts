import type access from '@/access/words.en.json';
import type audience from '@/audience/words.en.json';
import type campaigns from '@/campaigns/words.en.json';
import type frame from '@/frame/words.en.json';
import type recipients from '@/recipients/words.en.json';
import type runs from '@/runs/words.en.json';
import type shared from '@/shared/words.en.json';
import type texts from '@/texts/words.en.json';

/** The keys there are, so that a misspelt one does not compile. Each feature with words has a line. */
export type Words = typeof access & typeof audience & typeof campaigns & typeof frame & typeof recipients & typeof runs & typeof shared & typeof texts;
