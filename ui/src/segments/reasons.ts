import type { Explanation } from './api';
import type { Catalogue } from './catalogue';
import { at, type Criteria, isField, isLeaf, type Leaf, type Line, linesOf, type Not } from './criteria';
import type { Speaker } from './phrases';
import { leafText, nodeText, sayLeaf } from './speech';

/** One tick or cross in words. */
export type Reason = { holds: boolean; text: string };

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Why somebody is among those found, line by line: what they have, and where it does not fit, what it takes. */
export function reasonsOf(speaker: Speaker, catalogue: Catalogue, criteria: Criteria, explanation: Explanation): Reason[] {
    const { t } = speaker;
    const lines = linesOf(criteria);
    if (lines.length === 0) return [{ holds: true, text: t('segments.why.everyone') }];
    return explanation.lines.flatMap(({ holds, actual }, index) => {
        const line = lines[index];
        return line ? [{ holds, text: upper(said(speaker, catalogue, criteria, line, holds, actual)) }] : [];
    });
}

function said(speaker: Speaker, catalogue: Catalogue, criteria: Criteria, line: Line, holds: boolean, actual: string | null): string {
    const { t } = speaker;
    if (line.except) {
        const text = nodeText(speaker, catalogue, (line.node as Not).not);
        return t(holds ? 'segments.why.notExcluded' : 'segments.why.excluded', { text });
    }
    const leaf = line.leaf === null ? null : at(criteria, line.leaf);
    if (!isLeaf(leaf)) return t(holds ? 'segments.why.group' : 'segments.why.groupFails', { text: nodeText(speaker, catalogue, line.node) });
    return ofLeaf(speaker, catalogue, leaf, holds, actual);
}

function ofLeaf(speaker: Speaker, catalogue: Catalogue, leaf: Leaf, holds: boolean, actual: string | null): string {
    const { t } = speaker;
    const text = leafText(speaker, catalogue, leaf);
    // What clients did and what we wrote is no value of theirs: only whether it holds is to be told.
    if (!isField(leaf) && actual === null) return t(holds ? 'segments.why.group' : 'segments.why.groupFails', { text });
    if (!isField(leaf)) return t(holds ? 'segments.why.groupActual' : 'segments.why.groupFailsActual', { text, actual });
    const { title, joint, value, trouble } = sayLeaf(speaker, catalogue, leaf);
    if (holds) return actual === null ? text : t('segments.why.holds', { title, actual });
    const wanted = value.map(({ text }) => text).join('');
    const had = actual ?? t('segments.why.noData');
    return t(joint === '' || trouble === 'gone' ? 'segments.why.failsVerb' : 'segments.why.fails', { title, actual: had, wanted });
}
