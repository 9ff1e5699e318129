import type { Explanation } from './api';
import { at, type Criteria, isLeaf, type Leaf, type Line, linesOf, type Not } from './criteria';
import { type Field, fieldOf } from './fields';
import { leafText, nodeText, sayLeaf, type Speaker } from './speech';

/** One tick or cross in words. */
export type Reason = { holds: boolean; text: string };

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Why somebody is among those found, line by line: what they have, and where it does not fit, what it takes. */
export function reasonsOf(speaker: Speaker, fields: readonly Field[], criteria: Criteria, explanation: Explanation): Reason[] {
    const { t } = speaker;
    const lines = linesOf(criteria);
    if (lines.length === 0) return [{ holds: true, text: t('segments.why.everyone') }];
    return explanation.lines.flatMap(({ holds, actual }, index) => {
        const line = lines[index];
        return line ? [{ holds, text: upper(said(speaker, fields, criteria, line, holds, actual)) }] : [];
    });
}

function said(speaker: Speaker, fields: readonly Field[], criteria: Criteria, line: Line, holds: boolean, actual: string | null): string {
    const { t } = speaker;
    if (line.except) {
        const text = nodeText(speaker, fields, (line.node as Not).not);
        return t(holds ? 'segments.why.notExcluded' : 'segments.why.excluded', { text });
    }
    const leaf = line.leaf === null ? null : at(criteria, line.leaf);
    if (!isLeaf(leaf)) return t(holds ? 'segments.why.group' : 'segments.why.groupFails', { text: nodeText(speaker, fields, line.node) });
    return ofLeaf(speaker, fields, leaf, holds, actual);
}

function ofLeaf(speaker: Speaker, fields: readonly Field[], leaf: Leaf, holds: boolean, actual: string | null): string {
    const { t } = speaker;
    const { title, joint, value } = sayLeaf(speaker, fields, leaf);
    if (holds) return actual === null ? leafText(speaker, fields, leaf) : t('segments.why.holds', { title, actual });
    const wanted = value.map(({ text }) => text).join('');
    const had = actual ?? t('segments.why.noData');
    return t(joint === '' || !fieldOf(fields, leaf.field) ? 'segments.why.failsVerb' : 'segments.why.fails', { title, actual: had, wanted });
}
