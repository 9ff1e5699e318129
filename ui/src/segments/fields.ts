import type { Schemas } from '@/shared/api';
import { plain } from '@/shared/plain';

/** A field of clients, as conditions look at it. */
export type Field = Schemas['FieldView'];
export type FieldType = Field['type'];

/** The field a condition names: by its key, or by its title as the server also takes it. */
export function fieldOf(fields: readonly Field[], name: string): Field | null {
    return fields.find(({ key }) => key === name) ?? fields.find(({ key, title }) => plain(key) === plain(name) || plain(title) === plain(name)) ?? null;
}
