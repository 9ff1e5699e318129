import { aboutKind, single } from './about';
import { nameOf, said, sayPeriod } from './aboutWords';
import { purpose } from './ChoicesPart';
import type { AboutLeaf } from './criteria';
import { operatorOf } from './leaf';
import { oneOf, period, someOf } from './parts';

const KNOWN = ['advertising', 'service'] as const;
const isKnown = (one: string): one is (typeof KNOWN)[number] => (KNOWN as readonly string[]).includes(one);

/** Where answers come from. */
const SOURCES = ['import', 'api', 'operator', 'message'] as const;
const isSource = (one: string): one is (typeof SOURCES)[number] => (SOURCES as readonly string[]).includes(one);

/** How people are written to; SMS goes without saying. */
const CHANNELS = ['sms', 'call', 'email', 'messenger'] as const;
type Channel = (typeof CHANNELS)[number];
const channelOf = ({ channel }: AboutLeaf): Channel => CHANNELS.find((one) => one === channel) ?? 'sms';

const channel = oneOf('channel', CHANNELS, ({ t }) => ({ label: t('segments.part.channel'), titles: Object.fromEntries(CHANNELS.map((one) => [one, t(`segments.channel.${one}`)])) }));
const through = someOf('through', ({ t }) => ({ label: t('segments.part.through'), titles: Object.fromEntries(SOURCES.map((source) => [source, t(`segments.through.${source}`)])) }));

/** What clients agreed to, by purpose. */
export const consent = aboutKind({
    about: 'consent',
    operators: { given: [purpose, channel, period, through], not_given: [purpose, channel], withdrawn: [purpose, channel], unknown: [purpose, channel] },
    operatorText: ({ t }, _, __, operator) => t(`segments.consent.${operator as 'given'}`),
    subjects: single(
        'consent',
        'consent',
        ({ t }) => ({ title: t('segments.subject.consent'), seek: t('segments.seek.consent') }),
        () => ({ about: 'consent', purpose: 'advertising', is: 'given' }),
    ),
    names: (leaf) => (typeof leaf.purpose === 'string' && !isKnown(leaf.purpose) ? [{ about: 'consent', value: leaf.purpose }] : []),
    head: (speaker, catalogue, leaf) => {
        const { t } = speaker;
        const of = String(leaf.purpose);
        const title = isKnown(of) ? t(`segments.consentSaid.${of}`) : t('segments.consentSaid.title', { purpose: nameOf(speaker, catalogue, 'consent', of) });
        const by = channelOf(leaf);
        return { lead: 'whose', title: by === 'sms' ? title : t(`segments.consentBy.${by}`, { title }), joint: '' };
    },
    value: (speaker, _, leaf) => {
        const { t } = speaker;
        const sources = Array.isArray(leaf.through) ? leaf.through.map(String).map((one) => (isSource(one) ? t(`segments.through.${one}`) : one)) : [];
        const list = sources.join(', ');
        const during = sayPeriod(speaker, leaf);
        const since = during === '' ? '' : t('segments.consentSaid.since', { period: during });
        if (operatorOf(leaf) !== 'given' || (since === '' && list === '')) return said(t(`segments.consentSaid.${operatorOf(leaf) as 'given'}`));
        return said(since === '' ? t('segments.consentSaid.throughAlone', { list }) : list === '' ? since : `${since}, ${t('segments.consentSaid.through', { list })}`);
    },
});
