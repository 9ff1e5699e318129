import type { Asked, EventKind } from './api';
import type { Field } from './fields';

/** What conditions are about in this installation. */
export type Catalogue = {
    fields: readonly Field[];
    eventKinds: readonly EventKind[];
    /** Whether the server can be asked about something, or so about it. */
    asks: (about: string, operator?: string) => boolean;
    /** How something is called that a condition names by its id; null when nobody has said. */
    titleOf: (about: string, value: string) => string | null;
};

export const nameKey = (about: string, value: string): string => `${about} ${value}`;

/** `known` is null while nobody has said what can be asked about: then everything can. */
export function catalogueOf(
    fields: readonly Field[],
    eventKinds: readonly EventKind[] = [],
    titles: ReadonlyMap<string, string> = new Map(),
    known: readonly Asked[] | null = null,
): Catalogue {
    const operators = known && new Map(known.map((one) => [one.about, one.operators]));
    const asks = (about: string, operator?: string) =>
        operators === null || about === 'everyone' || (operators.get(about)?.some((one) => operator === undefined || one === operator) ?? false);
    return { fields, eventKinds, asks, titleOf: (about, value) => titles.get(nameKey(about, value)) ?? null };
}
