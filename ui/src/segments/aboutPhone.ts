import { aboutKind, single } from './about';
import { said } from './aboutWords';
import { operatorOf } from './leaf';

/** Whether an earlier client has the same number. */
export const phone = aboutKind({
    about: 'phone',
    operators: { repeated: [], single: [] },
    operatorText: ({ t }, _, __, operator) => t(`segments.phone.${operator as 'repeated'}`),
    subjects: single(
        'phone',
        'consent',
        ({ t }) => ({ title: t('segments.subject.phone'), seek: t('segments.seek.phone') }),
        () => ({ about: 'phone', is: 'repeated' }),
        true,
    ),
    head: ({ t }) => ({ lead: 'whose', title: t('segments.phoneTitle'), joint: '' }),
    value: ({ t }, _, leaf) => said(t(`segments.phone.${operatorOf(leaf) as 'repeated'}`)),
});
