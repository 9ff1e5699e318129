import { aboutKind, carried } from './about';
import { beside, nameOf, said, sayAgo, sayAmount, sayPeriod, sayTimes, textOf } from './aboutWords';
import type { Catalogue } from './catalogue';
import type { AboutLeaf } from './criteria';
import { operatorOf } from './leaf';
import { period, range } from './parts';
import { inSentence, type Piece, sayValues, type Speaker } from './phrases';
import { type Detail, detailsOf, eventKindOf, titleIn, withDetails } from './WithPart';

/** Events that have verbs of their own; others are told by their name. */
const KNOWN = ['purchase', 'payment', 'visit', 'login', 'application', 'complaint', 'call'] as const;
type Known = (typeof KNOWN)[number];
const isKnown = (kind: unknown): kind is Known => (KNOWN as readonly unknown[]).includes(kind);

const kind = carried('kind');

/** What clients did. */
export const event = aboutKind({
    about: 'event',
    operators: {
        happened: [kind, period, withDetails],
        not_happened: [kind, period, withDetails],
        count: [kind, range('times'), period, withDetails],
        sum: [kind, range('sum'), period, withDetails],
        last: [kind, range('days'), withDetails],
    },
    operatorText: ({ t }, _, __, operator) => t(`segments.event.${operator as 'happened'}`),
    subjects: ({ t, language }, { eventKinds }) =>
        eventKinds.map((one) => ({
            key: `event ${one.key}`,
            group: 'deeds',
            title: titleIn(language, one),
            seek: `${one.titleRu} ${one.titleEn} ${t('segments.seek.event')} ${isKnown(one.key) ? t(`segments.seek.${one.key}`) : ''}`,
            blank: () => ({ about: 'event', kind: one.key, is: 'happened' }),
        })),
    subjectOf: (_, leaf) => `event ${String(leaf.kind)}`,
    head: (speaker, catalogue, leaf) => {
        const { t } = speaker;
        const how = didNot(leaf) ? 'didNot' : operatorOf(leaf) === 'sum' ? 'sum' : operatorOf(leaf) === 'last' ? 'last' : 'did';
        const joint = how === 'sum' ? t('segments.joint.single') : how === 'last' && !isKnown(leaf.kind) ? t('segments.jointPast.single') : '';
        if (isKnown(leaf.kind)) return { lead: how === 'sum' ? 'whose' : 'who', title: deed(t, leaf.kind, how), joint };
        const title = kindTitle(speaker, catalogue, leaf);
        const gone = catalogue.eventKinds.length > 0 && eventKindOf(catalogue, leaf) === null;
        return { lead: 'whose', title: t(`segments.ownDeed.${how === 'didNot' ? 'did' : how}`, { title }), joint, ...(gone ? { gone: t('segments.goneEvent') } : {}) };
    },
    value: (speaker, catalogue, leaf) => [...core(speaker, leaf), ...beside(detailsOf(leaf).map((detail) => sayDetail(speaker, catalogue, leaf, detail)))],
});

function deed(t: Speaker['t'], kind: Known, how: 'did' | 'didNot' | 'last' | 'sum'): string {
    switch (how) {
        case 'did':
            return t(`segments.deed.did.${kind}`);
        case 'didNot':
            return t(`segments.deed.didNot.${kind}`);
        case 'last':
            return t(`segments.deed.last.${kind}`);
        case 'sum':
            return t(`segments.deed.sum.${kind}`);
    }
}

/** «Не больше 0 раз» is «ни разу». */
const didNot = (leaf: AboutLeaf): boolean => operatorOf(leaf) === 'not_happened' || (operatorOf(leaf) === 'count' && leaf.at_most === 0);

function kindTitle({ language }: Speaker, catalogue: Catalogue, leaf: AboutLeaf): string {
    const known = eventKindOf(catalogue, leaf);
    return known ? titleIn(language, known) : String(leaf.kind);
}

function core(speaker: Speaker, leaf: AboutLeaf): Piece[] {
    const { t } = speaker;
    const during = sayPeriod(speaker, leaf);
    const own = !isKnown(leaf.kind);
    if (didNot(leaf)) return own ? said(t('segments.ownDeed.wasNot'), during) : said(during === '' ? t('segments.times.never') : during);
    switch (operatorOf(leaf)) {
        case 'sum':
            return said(sayAmount(speaker, leaf, true), during);
        case 'last':
            return said(sayAgo(speaker, leaf));
        default:
            return said(own ? t('segments.ownDeed.was') : '', operatorOf(leaf) === 'count' ? sayTimes(speaker, leaf) : t('segments.times.once'), during);
    }
}

function sayDetail(speaker: Speaker, catalogue: Catalogue, leaf: AboutLeaf, detail: Detail): string {
    const known = eventKindOf(catalogue, leaf)?.attributes.find(({ key }) => key === detail.attribute);
    const title = inSentence(known ? titleIn(speaker.language, known) : nameOf(speaker, catalogue, 'attribute', detail.attribute));
    const value = Array.isArray(detail.values) ? textOf(sayValues(speaker, detail.values.map(String), 'oneOf')) : sayAmount(speaker, detail, false);
    return `${title} ${speaker.t('segments.joint.single')} ${value}`;
}
