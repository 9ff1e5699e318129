import { aboutKind, single } from './about';
import { choices, valuesOf } from './ChoicesPart';
import { operatorOf } from './leaf';
import { sayValues } from './phrases';
import { zoneTitle } from './zones';

const zones = choices('zone', { titled: zoneTitle });

/** Where the client's clock stands. */
export const zone = aboutKind({
    about: 'zone',
    operators: { in: [zones], not_in: [zones] },
    operatorText: ({ t }, _, __, operator) => t(`segments.operatorOf.${operator === 'in' ? 'operator' : 'not_operator'}`),
    subjects: single(
        'zone',
        'client',
        ({ t }) => ({ title: t('segments.subject.zone'), seek: t('segments.seek.zone') }),
        () => ({ about: 'zone', is: 'in', values: [] }),
    ),
    names: () => [],
    head: ({ t }) => ({ lead: 'whose', title: t('segments.zoneTitle'), joint: t('segments.joint.single') }),
    value: (speaker, _, leaf) => sayValues(speaker, valuesOf(leaf).map((value) => zoneTitle(speaker.language, value)), operatorOf(leaf) === 'in' ? 'oneOf' : 'noneOf'),
});
