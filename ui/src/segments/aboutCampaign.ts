import { aboutKind, single } from './about';
import { beside, nameOf, quoted, said, sayPeriod } from './aboutWords';
import { choices, valuesOf } from './ChoicesPart';
import { operatorOf } from './leaf';
import { replyText, someOf, withinDays } from './parts';
import { MOST_NAMED, sayValues, strong, weak } from './phrases';
import type { Lead } from './subject';

const OPERATORS = ['received', 'not_received', 'delivered', 'not_delivered', 'failed', 'not_failed', 'replied', 'not_replied', 'silent'] as const;
type Operator = (typeof OPERATORS)[number];

/** Why messages fail, as conditions name it. */
const REASONS = ['gone', 'absent', 'expired', 'refused', 'other'] as const;
const isReason = (reason: string): reason is (typeof REASONS)[number] => (REASONS as readonly string[]).includes(reason);

const LEADS: Partial<Record<Operator, Lead>> = { delivered: 'whom', not_delivered: 'whom', failed: 'whose', not_failed: 'whose' };

const which = choices('campaign', { optional: true });
const during = withinDays({ required: false });
const reasons = someOf('reasons', ({ t }) => ({ label: t('segments.part.reasons'), titles: Object.fromEntries(REASONS.map((reason) => [reason, t(`segments.reason.${reason}`)])) }));

/** What became of messages of campaigns. */
export const campaign = aboutKind({
    about: 'campaign',
    operators: {
        received: [which, during],
        not_received: [which, during],
        delivered: [which, during],
        not_delivered: [which, during],
        failed: [which, during, reasons],
        not_failed: [which, during, reasons],
        replied: [which, during, replyText],
        not_replied: [which, during, replyText],
        silent: [which, during],
    },
    operatorText: ({ t }, _, __, operator) => t(`segments.campaign.${operator as Operator}`),
    subjects: single(
        'campaign',
        'sent',
        ({ t }) => ({ title: t('segments.subject.campaign'), seek: t('segments.seek.campaign') }),
        () => ({ about: 'campaign', is: 'received' }),
    ),
    names: (leaf) => valuesOf(leaf).slice(0, MOST_NAMED).map((value) => ({ about: 'campaign', value })),
    head: ({ t }, _, leaf) => {
        const operator = operatorOf(leaf) as Operator;
        return { lead: LEADS[operator] ?? 'who', title: t(`segments.campaignSaid.${operator}`), joint: '' };
    },
    value: (speaker, catalogue, leaf) => {
        const { t } = speaker;
        const operator = operatorOf(leaf) as Operator;
        const names = valuesOf(leaf).map((value) => quoted(speaker, nameOf(speaker, catalogue, 'campaign', value)));
        const words = names.length === 0 ? t(`segments.campaignAny.${operator}`) : names.length === 1 ? t(`segments.campaignOne.${operator}`) : t(`segments.campaignSeveral.${operator}`);
        const days = sayPeriod(speaker, leaf);
        const more = [
            ...(Array.isArray(leaf.reasons) ? [leaf.reasons.map(String).map((reason) => (isReason(reason) ? t(`segments.reason.${reason}`) : reason)).join(', ')] : []),
            ...(typeof leaf.text === 'string' ? [t('segments.campaignReply', { text: leaf.text })] : []),
        ];
        return names.length === 0 ? [...said(words, days), ...beside(more)] : [weak(`${words} `), ...sayValues(speaker, names, 'oneOf'), ...(days === '' ? [] : [weak(' '), strong(days)]), ...beside(more)];
    },
});
