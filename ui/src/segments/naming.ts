import { ApiProblem } from '@/shared/api';
import type { Catalogue } from './catalogue';
import { type Criteria, linesOf } from './criteria';
import type { Speaker } from './phrases';
import { nodeText } from './speech';

/** Names longer than this are no names; the server takes 200. */
const LONGEST = 80;

/** What a segment would call itself: as many of its lines as make a name. */
export function nameFor(speaker: Speaker, catalogue: Catalogue, criteria: Criteria): string {
    const lines = linesOf(criteria).map(({ node }) => nodeText(speaker, catalogue, node));
    const all = lines.length > 0 ? lines : [nodeText(speaker, catalogue, criteria)];
    const fitting = all.filter((_, index) => all.slice(0, index + 1).join(', ').length <= LONGEST);
    const name = fitting.length > 0 ? fitting.join(', ') : (all[0] ?? '').slice(0, LONGEST - 1);
    const whole = name.charAt(0).toUpperCase() + name.slice(1);
    return (fitting.length === all.length ? whole : `${whole}…`).replaceAll('\u00a0', ' ');
}

/** What the server says about the name, and what it says of all the rest. */
export function complaints(error: unknown, problemText: (error: unknown) => string): { name: string | null; other: string | null } {
    if (error === null || error === undefined) return { name: null, other: null };
    const errors = error instanceof ApiProblem ? error.errors : [];
    const name = errors.find(({ pointer }) => pointer === '/name')?.detail ?? null;
    const placed = errors.some(({ pointer }) => pointer.startsWith('/criteria/'));
    return { name, other: name === null && !placed ? problemText(error) : null };
}
