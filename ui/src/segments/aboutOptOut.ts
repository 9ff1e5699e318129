import { aboutKind, single } from './about';
import { said } from './aboutWords';
import { operatorOf } from './leaf';

/** Whether the number asked for silence. */
export const optOut = aboutKind({
    about: 'opt_out',
    operators: { true: [], false: [] },
    operatorText: ({ t }, _, __, operator) => t(`segments.optOut.${operator as 'true'}`),
    subjects: single(
        'opt_out',
        'consent',
        ({ t }) => ({ title: t('segments.subject.opt_out'), seek: t('segments.seek.opt_out') }),
        () => ({ about: 'opt_out', is: 'true' }),
        true,
    ),
    head: ({ t }, _, leaf) => ({ lead: 'who', title: t(`segments.optOut.${operatorOf(leaf) as 'true'}`), joint: '' }),
    value: ({ t }) => said(t('segments.optOutSaid')),
});
