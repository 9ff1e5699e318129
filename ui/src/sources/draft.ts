import { whole } from '@/shared/Option';
import type { Column, Conflict, Kind, Mapping, Place, Preview, Source, Wanted } from './api';

/** How a source is set up, step by step. */
export const STEPS = ['connect', 'table', 'fields', 'schedule'] as const;
export type Step = (typeof STEPS)[number];

/** Whose value counts where both sides have one, the usual first. */
export const CONFLICTS = ['source', 'newest', 'filled', 'keep'] as const satisfies readonly Conflict[];

export const PHONE = 'phone';
/** The field that tells clients apart when a column brings it. */
export const CODE = 'external_id';

/** A source as it stands in the form; numbers and times as they are typed. */
export type Draft = {
    kind: string;
    options: Readonly<Record<string, string>>;
    /** Null keeps the one there is. */
    secret: string | null;
    entity: string;
    key: string;
    changed: string | null;
    mapping: readonly Mapping[];
    name: string;
    everyMinutes: number;
    fullAt: string;
    removesMissing: boolean;
    mostRemoved: string;
    statementSeconds: string;
    rowsPerSecond: string;
};

export function draftOf(source: Source | null, kinds: readonly Kind[]): Draft {
    if (source === null) {
        return {
            kind: kinds[0]?.kind ?? '',
            options: {},
            secret: '',
            entity: '',
            key: '',
            changed: null,
            mapping: [],
            name: '',
            everyMinutes: 60,
            fullAt: '03:30',
            removesMissing: false,
            mostRemoved: '20',
            statementSeconds: '60',
            rowsPerSecond: '0',
        };
    }
    const { kind, options, hasSecret, entity, key, changed, mapping, name, everyMinutes, removesMissing } = source;
    return {
        kind,
        options,
        secret: hasSecret ? null : '',
        entity,
        key,
        changed,
        mapping,
        name,
        everyMinutes,
        fullAt: source.fullAt ?? '',
        removesMissing,
        mostRemoved: String(source.mostRemoved),
        statementSeconds: String(source.statementSeconds),
        rowsPerSecond: String(source.rowsPerSecond),
    };
}

/** Only what was given: a kept secret goes with exactly the options it was saved with. */
function given({ options }: Draft): Record<string, string> {
    return Object.fromEntries(
        Object.entries(options)
            .map(([key, value]) => [key, value.trim()] as const)
            .filter(([, value]) => value !== ''),
    );
}

export function placeOf(draft: Draft, source: Source | null): Place {
    return { sourceId: source?.id ?? null, kind: draft.kind, options: given(draft), secret: draft.secret };
}

/** What is saved; `fullAt` is the time as it is written to the server. */
export function wantedOf(draft: Draft, fullAt: string, version: number | null): Wanted {
    return {
        name: draft.name.trim(),
        kind: draft.kind,
        options: given(draft),
        secret: draft.secret,
        entity: draft.entity,
        key: draft.key,
        changed: draft.changed,
        mapping: [...draft.mapping],
        // Changes are not told apart without their column.
        everyMinutes: draft.changed === null ? 0 : draft.everyMinutes,
        fullAt: fullAt === '' ? null : fullAt,
        removesMissing: draft.removesMissing,
        mostRemoved: whole(draft.mostRemoved),
        statementSeconds: whole(draft.statementSeconds),
        rowsPerSecond: whole(draft.rowsPerSecond),
        version,
    };
}

/** Columns that can be read. */
export function readable(columns: readonly Column[]): readonly Column[] {
    return columns.filter(({ type }) => type !== 'other');
}

/** What may tell of changes: moments first, then days and counters. */
export function ofChanges(columns: readonly Column[]): readonly Column[] {
    const rank: Partial<Record<Column['type'], number>> = { moment: 0, date: 1, number: 2 };
    return columns.filter(({ type }) => rank[type] !== undefined).toSorted((one, other) => (rank[one.type] ?? 0) - (rank[other.type] ?? 0));
}

const CHANGED = /upd|chang|modif|измен|обновл/i;

/** A table has been chosen: what its columns say by themselves. */
export function guessed(draft: Draft, { columns }: Preview): Draft {
    const known = readable(columns);
    const met = new Set<string>();
    const mapping = known.flatMap(({ name, field }): Mapping[] => {
        if (field === null || met.has(field)) return [];
        met.add(field);
        return [{ column: name, field, conflict: 'source' }];
    });
    return {
        ...draft,
        key: (known.find(({ key }) => key) ?? known.find(({ field }) => field === CODE))?.name ?? '',
        changed: known.find(({ name, type }) => type === 'moment' && CHANGED.test(name))?.name ?? null,
        mapping,
    };
}

/** Another table: what was said of the former says nothing of it. */
export function withEntity(draft: Draft, entity: string): Draft {
    return { ...draft, entity, key: '', changed: null, mapping: [] };
}

/** Without a column of changes nobody can tell which value is newer. */
export function withChanged(draft: Draft, changed: string | null): Draft {
    const mapping = changed === null ? draft.mapping.map((one): Mapping => (one.conflict === 'newest' ? { ...one, conflict: 'source' } : one)) : draft.mapping;
    return { ...draft, changed, mapping };
}

/** Makes a column bring a field, or nothing; `before` is the field it brought. One field comes from one column. */
export function mapped(mapping: readonly Mapping[], column: string, before: string | null, field: string | null): readonly Mapping[] {
    const own = mapping.find((one) => one.column === column && one.field === before);
    if (field === null) return mapping.filter((one) => one !== own);
    const next: Mapping = { column, field, conflict: own?.conflict ?? 'source' };
    const others = mapping.filter((one) => one === own || one.field !== field);
    return own ? others.map((one) => (one === own ? next : one)) : [...others, next];
}

/** The column that brings a field, if one does. */
export function columnOf(mapping: readonly Mapping[], field: string): string | null {
    return mapping.find((one) => one.field === field)?.column ?? null;
}

/** The step at which something is mended, by the JSON pointer to it. */
export function stepOf(pointer: string): Step {
    if (/^\/(kind|secret|options)(\/|$)/.test(pointer)) return 'connect';
    if (/^\/(entity|key|changed)$/.test(pointer)) return 'table';
    return /^\/mapping(\/|$)/.test(pointer) ? 'fields' : 'schedule';
}
