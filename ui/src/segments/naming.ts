import { ApiProblem } from '@/shared/api';
import type { Field } from './fields';
import { nodeText, type Speaker } from './speech';

/** Names longer than this are no names; the server takes 200. */
const LONGEST = 80;

/** What a segment would call itself: its conditions, cut at a comma where they are many. */
export function nameFor(speaker: Speaker, fields: readonly Field[], criteria: unknown): string {
    const text = nodeText(speaker, fields, criteria).replaceAll('\u00a0', ' ');
    const name = text.charAt(0).toUpperCase() + text.slice(1);
    if (name.length <= LONGEST) return name;
    const cut = name.lastIndexOf(', ', LONGEST);
    return `${name.slice(0, cut > 0 ? cut : LONGEST - 1)}…`;
}

/** What the server says about the name, and what it says of all the rest. */
export function complaints(error: unknown, problemText: (error: unknown) => string): { name: string | null; other: string | null } {
    if (error === null || error === undefined) return { name: null, other: null };
    const errors = error instanceof ApiProblem ? error.errors : [];
    const name = errors.find(({ pointer }) => pointer === '/name')?.detail ?? null;
    const placed = errors.some(({ pointer }) => pointer.startsWith('/criteria/'));
    return { name, other: name === null && !placed ? problemText(error) : null };
}
