import type { EventKind } from './api';
import type { Field } from './fields';

/** What conditions are about in this installation. */
export type Catalogue = {
    fields: readonly Field[];
    eventKinds: readonly EventKind[];
    /** How something is called that a condition names by its id; null when nobody has said. */
    titleOf: (about: string, value: string) => string | null;
};

export const nameKey = (about: string, value: string): string => `${about} ${value}`;

export function catalogueOf(fields: readonly Field[], eventKinds: readonly EventKind[] = [], titles: ReadonlyMap<string, string> = new Map()): Catalogue {
    return { fields, eventKinds, titleOf: (about, value) => titles.get(nameKey(about, value)) ?? null };
}
