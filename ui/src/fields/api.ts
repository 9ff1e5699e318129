import { queryOptions } from '@tanstack/react-query';
import { type BodyOf, call, type Schemas } from '@/shared/api';

/** A field of clients with everything an administrator may set. */
export type FieldSettings = Schemas['FieldCatalogueFieldSettings'];
export type FieldType = FieldSettings['type'];
export type PersonalData = FieldSettings['personalData'];
export type Option = FieldSettings['options'][number];
export type WantedField = BodyOf<'POST /field-catalogue'>;

/** Those one can make; a telephone number there is but one. */
export const TYPES = ['text', 'number', 'money', 'date', 'moment', 'yes_no', 'one_of', 'many_of'] as const satisfies readonly FieldType[];
export const PERSONAL_DATA = ['none', 'personal', 'special'] as const satisfies readonly PersonalData[];

export const catalogueQuery = queryOptions({
    queryKey: ['field-catalogue'],
    queryFn: async ({ signal }) => (await call('GET /field-catalogue', { signal })).items,
});

export function addField(field: WantedField): Promise<FieldSettings> {
    return call('POST /field-catalogue', { body: field });
}

export function changeField(key: string, field: WantedField): Promise<FieldSettings> {
    return call('PUT /field-catalogue/:key', { path: { key }, body: field });
}

export function archiveField(key: string, archived: boolean, version: number): Promise<FieldSettings> {
    return call('PUT /field-catalogue/:key/archived', { path: { key }, body: { archived, version } });
}

export function removeField(key: string): Promise<void> {
    return call('DELETE /field-catalogue/:key', { path: { key } });
}
