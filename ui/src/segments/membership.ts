import { aboutKind } from './about';
import { nameOf, quoted } from './aboutWords';
import { choices, valuesOf } from './ChoicesPart';
import { operatorOf } from './leaf';
import { MOST_NAMED, sayValues, type Speaker } from './phrases';
import type { Kind, Lead } from './subject';

type Said = 'in' | 'inOneOf' | 'not_in' | 'not_inAny';
type Words = { title: string; seek: string; say: (said: Said) => string };

/** Conditions on being in one of several things that have names: `words` are all that differs. */
export function membership(about: string, words: (speaker: Speaker) => Words, lackingLead: Lead): Kind {
    const named = choices(about);
    return aboutKind({
        about,
        operators: { in: [named], not_in: [named] },
        operatorText: ({ t }, _, __, operator) => t(`segments.within.${operator as 'in'}`),
        subjects: (speaker) => {
            const { title, seek } = words(speaker);
            return [{ key: about, group: 'lists', title, seek, blank: () => ({ about, is: 'in', values: [] }) }];
        },
        names: (leaf) => valuesOf(leaf).slice(0, MOST_NAMED).map((value) => ({ about, value })),
        head: (speaker, _, leaf) => {
            const not = operatorOf(leaf) === 'not_in';
            const several = valuesOf(leaf).length > 1;
            return { lead: not ? lackingLead : 'who', title: words(speaker).say(not ? (several ? 'not_inAny' : 'not_in') : several ? 'inOneOf' : 'in'), joint: '' };
        },
        value: (speaker, catalogue, leaf) => sayValues(speaker, valuesOf(leaf).map((value) => quoted(speaker, nameOf(speaker, catalogue, about, value))), 'oneOf'),
    });
}
