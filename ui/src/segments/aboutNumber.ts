import { aboutKind, single } from './about';
import { nameOf } from './aboutWords';
import { choices, valuesOf } from './ChoicesPart';
import { operatorOf } from './leaf';
import { MOST_NAMED, sayValues } from './phrases';

const operators = choices('number');

/** Whose number it is. */
export const number = aboutKind({
    about: 'number',
    operators: { operator: [operators], not_operator: [operators] },
    operatorText: ({ t }, _, __, operator) => t(`segments.operatorOf.${operator as 'operator'}`),
    subjects: single(
        'number',
        'consent',
        ({ t }) => ({ title: t('segments.subject.number'), seek: t('segments.seek.number') }),
        () => ({ about: 'number', is: 'operator', values: [] }),
    ),
    names: (leaf) => valuesOf(leaf).slice(0, MOST_NAMED).map((value) => ({ about: 'number', value })),
    head: ({ t }) => ({ lead: 'whose', title: t('segments.operatorTitle'), joint: t('segments.joint.single') }),
    value: (speaker, catalogue, leaf) => sayValues(speaker, valuesOf(leaf).map((value) => nameOf(speaker, catalogue, 'number', value)), operatorOf(leaf) === 'operator' ? 'oneOf' : 'noneOf'),
});
