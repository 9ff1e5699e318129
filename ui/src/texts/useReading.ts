import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Audience, Forecast } from '@/audience';
import { type Check, checkQuery, type Field, fieldsQuery } from './api';
import { parse, type Piece } from './template';

/** A variable of the text, once however often it stands there. */
export type Used = {
    name: string;
    key: string | null;
    title: string;
    fallback: string | null;
    /** People of the audience without a value; null while unknown. */
    lacking: number | null;
    /** There is no such field; the server's sentence about it, when it has come. */
    gone: string | null;
};

export type Reading = {
    pieces: Piece[];
    fields: Field[];
    used: Used[];
    /** What else the server has against the text. */
    problems: string[];
    titleOf: (name: string) => string | null;
    failed: unknown;
};

const QUIET = 300;
const same = (name: string) => name.trim().toLowerCase();

/** What the interface and the server know about a text while it is being written. */
export function useReading(text: string, audience: Audience | null, forecast: Forecast | null): Reading {
    const pieces = useMemo(() => parse(text), [text]);
    const fields = useQuery(fieldsQuery);
    const [settled] = useDebouncedValue(text, QUIET);
    const criteria = criteriaOf(audience);
    const query = useQuery({ ...checkQuery(settled, criteria), enabled: settled.trim() !== '', placeholderData: keepPreviousData });
    const check = settled.trim() === '' ? undefined : query.data;
    // An empty text is checked, too, for what a text to these people may name.
    const own = useQuery({ ...checkQuery('', criteria), enabled: criteria !== null });
    const all = fields.data?.items;
    const selected = own.data?.selected;
    const known = useMemo(() => namesOf(settled, [...(all ?? []), ...fieldsOf(selected ?? [])], check), [settled, all, selected, check]);
    const titleOf = useCallback((name: string) => known.get(same(name))?.title ?? (known.get(same(name)) === null ? null : name), [known]);

    return {
        pieces,
        fields: useMemo(() => offered(selected ?? [], all ?? []), [selected, all]),
        used: useMemo(() => usedIn(pieces, settled, known, check, forecast), [pieces, settled, known, check, forecast]),
        problems: (check?.problems ?? []).filter(({ at }) => !check?.variables.some((one) => one.at === at)).map(({ detail }) => detail),
        titleOf,
        failed: query.error,
    };
}

/** Whom a text is for, as conditions; null where no conditions say it. */
export function criteriaOf(audience: Audience | null): unknown {
    if (audience?.kind === 'segment') return { about: 'segment', is: 'in', values: [audience.segmentId] };
    return audience?.kind === 'criteria' ? audience.criteria : null;
}

const fieldsOf = (selected: Check['selected']): Field[] => selected.map(({ name, type }) => ({ key: `selection.${name}`, title: name, type }));

/** What is said of these people by a selection comes first, and before a field of the same name. */
function offered(selected: Check['selected'], fields: Field[]): Field[] {
    const own = fieldsOf(selected);
    const names = new Set(own.map(({ title }) => same(title)));
    return [...own, ...fields.filter(({ title, type }) => type !== 'phone' && !names.has(same(title)))];
}

/** Fields by every name they go by, of two that share it the last; null for a name that the server does not know. */
function namesOf(text: string, fields: Field[], check: Check | undefined): Map<string, { key: string; title: string } | null> {
    const names = new Map<string, { key: string; title: string } | null>();
    for (const { at, length, key, title } of check?.variables ?? []) {
        const name = writtenAt(text, at, length);
        if (name !== null) names.set(same(name), key === null ? null : { key, title: title ?? name });
    }
    for (const { key, title } of fields) {
        names.set(same(key), { key, title });
        names.set(same(title), { key, title });
    }
    return names;
}

function writtenAt(text: string, at: number, length: number): string | null {
    const [piece] = parse(text.slice(at, at + length));
    return piece?.kind === 'variable' ? piece.name : null;
}

function usedIn(pieces: Piece[], text: string, known: ReturnType<typeof namesOf>, check: Check | undefined, forecast: Forecast | null): Used[] {
    const used = new Map<string, Used>();
    for (const piece of pieces) {
        if (piece.kind !== 'variable') continue;
        const { name, fallback } = piece;
        const before = used.get(same(name));
        if (before) {
            // One place without words is enough to lack them.
            before.fallback = fallback === null ? null : before.fallback;
            continue;
        }
        const field = known.get(same(name));
        const checked = check?.variables.find((one) => same(writtenAt(text, one.at, one.length) ?? '') === same(name));
        const lacking = checked?.lacking ?? forecast?.lacking.find(({ key }) => key === field?.key)?.count ?? (checked && forecast?.exact ? 0 : null);
        const problem = field === null ? (check?.problems.find(({ at }) => at === checked?.at)?.detail ?? '') : null;
        used.set(same(name), { name, key: field?.key ?? null, title: field?.title ?? name, fallback, lacking, gone: problem });
    }
    return [...used.values()];
}
