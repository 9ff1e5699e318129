import { whole } from '@/shared/Option';
import type { Column, Conflict, EventKind, Kind, Mapping, Place, Preview, Source, Wanted } from './api';

/** How a source is set up, step by step. */
export const STEPS = ['connect', 'table', 'fields', 'schedule'] as const;
export type Step = (typeof STEPS)[number];

/** Whose value counts where both sides have one, the usual first. */
export const CONFLICTS = ['source', 'newest', 'filled', 'keep'] as const satisfies readonly Conflict[];

export const PHONE = 'phone';
/** The field that tells clients apart when a column brings it; of events, that which tells events apart. */
export const CODE = 'external_id';
/** Whose an event is, by the code of the client; otherwise the phone tells it. */
export const CLIENT = 'client_external_id';
const AT = 'at';
const AMOUNT = 'amount';
/** What columns become of an event of any kind. */
export const EVENT_FIELDS = [CLIENT, PHONE, CODE, AT, AMOUNT] as const;
const ATTRIBUTE = 'attributes.';
/** The field of what only events of some kind have. */
export const attributeField = (attribute: string) => ATTRIBUTE + attribute;

/** A source as it stands in the form; numbers and times as they are typed. */
export type Draft = {
    kind: string;
    options: Readonly<Record<string, string>>;
    /** Null keeps the one there is. */
    secret: string | null;
    /** The kind of events that rows become; null if they become clients. */
    eventKind: string | null;
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
            eventKind: null,
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
    const { kind, options, hasSecret, eventKind, entity, key, changed, mapping, name, everyMinutes, removesMissing } = source;
    return {
        kind,
        options,
        secret: hasSecret ? null : '',
        eventKind,
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
export function given({ options }: Pick<Draft, 'options'>): Record<string, string> {
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
        target: draft.eventKind === null ? 'client' : 'event',
        eventKind: draft.eventKind,
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
const SUM = /^(?:amount|sum|total|сумма)/i;

/** A table has been chosen: what its columns say by themselves. */
export function guessed(draft: Draft, { columns }: Preview, kind: EventKind | null): Draft {
    const known = readable(columns);
    // A client's code tells clients apart, and not what they did.
    const key = (known.find((one) => one.key) ?? known.find(({ field }) => kind === null && field === CODE))?.name ?? '';
    return {
        ...draft,
        key,
        changed: known.find(({ name, type }) => type === 'moment' && CHANGED.test(name))?.name ?? null,
        mapping: guessedMapping(columns, key, kind),
    };
}

/** What the columns seem to be: of events of a kind, or of clients. */
export function guessedMapping(columns: readonly Column[], key: string, kind: EventKind | null): readonly Mapping[] {
    const known = readable(columns);
    if (kind !== null) return guessedEvent(known, key, kind);
    const met = new Set<string>();
    return known.flatMap(({ name, field }): Mapping[] => {
        if (field === null || met.has(field)) return [];
        met.add(field);
        return [{ column: name, field, conflict: 'source' }];
    });
}

function guessedEvent(known: readonly Column[], key: string, kind: EventKind): readonly Mapping[] {
    const others = known.filter(({ name }) => name !== key);
    const from = (column: Column | undefined, field: string): Mapping[] => (column ? [{ column: column.name, field, conflict: 'source' }] : []);
    const client = others.find(({ field }) => field === CODE);
    return [
        ...(client ? from(client, CLIENT) : from(others.find(({ field }) => field === PHONE), PHONE)),
        ...from(known.find(({ name }) => name === key), CODE),
        ...from(others.find(({ name, type }) => type === 'moment' && !CHANGED.test(name)), AT),
        ...from(others.find(({ name, type }) => type === 'number' && SUM.test(name)), AMOUNT),
        ...kind.attributes.flatMap((one) => from(others.find(({ name }) => name.toLowerCase() === one.key.toLowerCase()), attributeField(one.key))),
    ];
}

/** Another table: what was said of the former says nothing of it. */
export function withEntity(draft: Draft, entity: string): Draft {
    return { ...draft, entity, key: '', changed: null, mapping: [] };
}

/** Rows become something else: what another kind of events has as well stays. */
export function withTarget(draft: Draft, kind: EventKind | null, preview: Preview | undefined): Draft {
    const next = { ...draft, eventKind: kind?.key ?? null, removesMissing: kind === null && draft.removesMissing };
    if (draft.eventKind !== null && kind !== null) {
        const known = new Set(kind.attributes.map(({ key }) => attributeField(key)));
        return { ...next, mapping: draft.mapping.filter(({ field }) => !field.startsWith(ATTRIBUTE) || known.has(field)) };
    }
    return preview ? guessed(next, preview, kind) : { ...next, mapping: [] };
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

/** What no column brings though nothing works without it. */
export function lacking({ eventKind, mapping }: Draft): 'phone' | 'client' | 'event' | 'at' | null {
    const has = (field: string) => columnOf(mapping, field) !== null;
    if (eventKind === null) return has(PHONE) ? null : 'phone';
    if (has(CLIENT) === has(PHONE)) return 'client';
    if (!has(CODE)) return 'event';
    return has(AT) ? null : 'at';
}

/** The step at which something is mended, by the JSON pointer to it. */
export function stepOf(pointer: string): Step {
    if (/^\/(kind|secret|options)(\/|$)/.test(pointer)) return 'connect';
    if (/^\/(target|eventKind|entity|key|changed)$/.test(pointer)) return 'table';
    return /^\/mapping(\/|$)/.test(pointer) ? 'fields' : 'schedule';
}
