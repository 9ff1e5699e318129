import { aboutKind, single } from './about';
import { said, sayAgo, sayPeriod, sayTimes } from './aboutWords';
import type { AboutLeaf } from './criteria';
import { operatorOf } from './leaf';
import { forDays, range, withinDays } from './parts';

const WEEK = 7;
const within = withinDays({ required: true });

/** How often we write. */
export const messages = aboutKind({
    about: 'messages',
    operators: { none: [forDays], count: [range('times'), within], last: [range('days')], undelivered: [within] },
    operatorText: ({ t }, _, __, operator) => t(`segments.messages.${operator as 'none'}`),
    subjects: single(
        'messages',
        'sent',
        ({ t }) => ({ title: t('segments.subject.messages'), seek: t('segments.seek.messages') }),
        () => ({ about: 'messages', is: 'none', days: WEEK }),
    ),
    head: ({ t }, _, leaf) => ({ lead: 'whom', title: t(`segments.messagesSaid.${isNever(leaf) ? 'none' : (operatorOf(leaf) as 'none')}`), joint: '' }),
    value: (speaker, _, leaf) => {
        const { t } = speaker;
        const days = Number(leaf.days);
        if (isNever(leaf)) return said(days <= 1 ? t('segments.messagesSaid.noneToday') : t('segments.messagesSaid.noneDays', { count: days }));
        switch (operatorOf(leaf)) {
            case 'count':
                return said(sayTimes(speaker, leaf), sayPeriod(speaker, leaf));
            case 'last':
                return said(sayAgo(speaker, leaf));
            default:
                return said(t('segments.messagesSaid.undeliveredDays', { count: days }));
        }
    },
});

/** «Не больше 0 раз» is «не писали». */
const isNever = (leaf: AboutLeaf): boolean => leaf.is === 'none' || (leaf.is === 'count' && leaf.at_most === 0);
