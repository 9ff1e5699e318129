import type { Schemas } from '@/shared/api';
import { plain } from '@/shared/plain';

/** A field of clients, as conditions look at it. */
export type Field = Schemas['FieldView'];
export type FieldType = Field['type'];

export const FIELD_GROUPS = ['profile', 'place', 'money', 'dates', 'behaviour', 'product', 'other'] as const;
export type FieldGroup = (typeof FIELD_GROUPS)[number];

const GROUP_OF: Record<string, FieldGroup> = {
    first_name: 'profile',
    last_name: 'profile',
    middle_name: 'profile',
    full_name: 'profile',
    sex: 'profile',
    birth_date: 'profile',
    language: 'profile',
    email: 'profile',
    external_id: 'product',
    city: 'place',
    region: 'place',
    postal_code: 'place',
    branch: 'place',
    time_zone: 'place',
    credit_limit: 'money',
    discount: 'money',
    last_visit: 'behaviour',
    orders_count: 'behaviour',
    bonus_points: 'behaviour',
    app_user: 'behaviour',
    channel: 'behaviour',
    consent_advertising: 'behaviour',
    product: 'product',
    tariff: 'product',
    status: 'product',
    value_group: 'product',
    contract_number: 'product',
    manager: 'product',
};

/** Where in the list one looks for a field; a field this page does not know is placed by its type. */
export function groupOf(field: Field): FieldGroup {
    const known = GROUP_OF[field.key];
    if (known) return known;
    if (field.type === 'money') return 'money';
    return field.type === 'date' || field.type === 'moment' ? 'dates' : 'other';
}

/** The field a condition names: by its key, or by its title as the server also takes it. */
export function fieldOf(fields: readonly Field[], name: string): Field | null {
    return fields.find(({ key }) => key === name) ?? fields.find(({ key, title }) => plain(key) === plain(name) || plain(title) === plain(name)) ?? null;
}

/** The fields one may set conditions on, in groups, those that fit the words first; empty groups are left out. */
export function fieldsFound(fields: readonly Field[], query: string): { group: FieldGroup; fields: Field[] }[] {
    const words = plain(query).split(/\s+/).filter(Boolean);
    const fits = ({ title, key }: Field) => {
        const text = plain(`${title} ${key.replaceAll('_', ' ')}`);
        return words.every((word) => text.includes(word));
    };
    // A word's beginning says more than its middle: «срок» is «Срок оплаты» before «Просрочка».
    const rank = ({ title }: Field) => (words.length > 0 && plain(title).startsWith(words.join(' ')) ? 0 : 1);
    const found = fields.filter((field) => field.operators.length > 0 && fits(field));
    const groups = FIELD_GROUPS.map((group) => ({
        group,
        fields: found.filter((field) => groupOf(field) === group).toSorted((one, other) => rank(one) - rank(other)),
    })).filter(({ fields }) => fields.length > 0);
    const best = (group: { fields: Field[] }) => Math.min(...group.fields.map(rank));
    return groups.toSorted((one, other) => best(one) - best(other));
}
