import type { Catalogue } from './catalogue';
import { type All, type Any, isLeaf, kindOf, type Leaf, type Not, partsOf } from './criteria';
import { type Piece, type Speaker, strong } from './phrases';
import type { Lead } from './subject';
import { kindFor } from './subjects';

/** One condition in words, for the sentence. */
export type LeafSpeech = {
    lead: Lead;
    title: string;
    joint: string;
    value: Piece[];
    /** Why it means nothing: what it asks about is gone, a value is missing, or this page does not understand it. */
    trouble: 'gone' | 'unset' | 'odd' | null;
};

export function sayLeaf(speaker: Speaker, catalogue: Catalogue, leaf: Leaf): LeafSpeech {
    const { t } = speaker;
    const kind = kindFor(leaf);
    if (!kind) return { lead: 'holds', title: t('segments.odd'), joint: '', value: [], trouble: 'odd' };
    const { gone, ...head } = kind.head(speaker, catalogue, leaf);
    if (gone !== undefined) return { ...head, joint: '', value: [strong(gone)], trouble: 'gone' };
    if (!kind.isComplete(catalogue, leaf)) return { ...head, joint: '', value: [strong(t('segments.unset'))], trouble: 'unset' };
    return { ...head, value: kind.value(speaker, catalogue, leaf), trouble: null };
}

/** One condition as plain text: «город — Казань или Пермь». */
export function leafText(speaker: Speaker, catalogue: Catalogue, leaf: Leaf): string {
    const { title, joint, value } = sayLeaf(speaker, catalogue, leaf);
    return [title, joint, value.map(({ text }) => text).join('')].filter(Boolean).join(' ');
}

/** Any part of a tree as plain text, for lists of segments and for those who do not see. */
export function nodeText(speaker: Speaker, catalogue: Catalogue, node: unknown, inside = false): string {
    const { t } = speaker;
    const said = (part: unknown) => {
        const kind = kindOf(part);
        // Only the lines of the sentence are exclusions; deeper down «not» is a part of a group.
        const text = nodeText(speaker, catalogue, part, inside || kindOf(node) !== 'all' || kind === 'all' || kind === 'any');
        return kind === 'all' || kind === 'any' ? `(${text})` : text;
    };
    switch (kindOf(node)) {
        case 'everyone':
            return t('segments.everyone');
        case 'leaf':
            return leafText(speaker, catalogue, node as Leaf);
        case 'all':
        case 'any': {
            const { word, parts } = partsOf(node as All | Any);
            return parts.map(said).join(t(word === 'all' ? 'segments.text.and' : 'segments.text.or'));
        }
        case 'not': {
            const part = (node as Not).not;
            if (inside) return t('segments.text.untrue', { text: said(part) });
            return isLeaf(part) ? `${t(`segments.except.next.${sayLeaf(speaker, catalogue, part).lead}`)} ${said(part)}` : t('segments.text.not', { text: said(part) });
        }
        case 'odd':
            return t('segments.odd');
    }
}
