import { CompareValue } from './CompareValue';
import { type FieldLeaf, isField, type Leaf } from './criteria';
import { type Field, fieldOf } from './fields';
import { fieldHead, fieldValue } from './fieldWords';
import { blankLeaf, isComplete, tidyLeaf } from './leaf';
import { ListValue } from './ListValue';
import type { EditorProps, Kind, SubjectGroup } from './subject';

/** Where the fields that come with the program are; others go by their type. */
const GROUPS: [SubjectGroup, string][] = [
    ['client', 'first_name last_name middle_name full_name sex birth_date language email city region postal_code branch time_zone registration_date'],
    ['money', 'balance debt due_date last_payment_date last_payment_amount credit_limit discount product tariff status value_group contract_number manager external_id'],
    ['deeds', 'last_visit orders_count bonus_points app_user channel'],
    ['consent', 'consent_advertising'],
];
const GROUP_OF = new Map(GROUPS.flatMap(([group, keys]) => keys.split(' ').map((key) => [key, group] as const)));

export const groupOf = ({ key, type }: Pick<Field, 'key' | 'type'>): SubjectGroup => GROUP_OF.get(key) ?? (type === 'money' ? 'money' : 'client');

/** A leaf handed to this kind is on a field. */
const own = (leaf: Leaf) => leaf as FieldLeaf;

/** Fields of clients. */
export const field: Kind = {
    subjects: ({ t }, { fields }) =>
        fields
            .filter(({ operators }) => operators.length > 0)
            .map((one) => ({
                key: `field ${one.key}`,
                group: groupOf(one),
                title: one.title,
                seek: `${one.key.replaceAll('_', ' ')} ${GROUP_OF.has(one.key) ? t(`segments.seek.${one.key as 'city'}`) : ''}`,
                blank: () => blankLeaf(one),
            })),
    subjectOf: ({ fields }, leaf) => {
        const known = fieldOf(fields, own(leaf).field);
        return known && `field ${known.key}`;
    },
    isShown: isField,
    isComplete: ({ fields }, leaf) => {
        const known = fieldOf(fields, own(leaf).field);
        return known !== null && isComplete(known.type, own(leaf));
    },
    tidy: ({ fields }, leaf) => {
        const known = fieldOf(fields, own(leaf).field);
        return known ? tidyLeaf(known.type, own(leaf)) : leaf;
    },
    names: () => [],
    head: (speaker, { fields }, leaf) => fieldHead(speaker, fields, own(leaf)),
    value: (speaker, { fields }, leaf) => {
        const known = fieldOf(fields, own(leaf).field);
        return known ? fieldValue(speaker, known, own(leaf)) : [];
    },
    Editor: FieldEditor,
};

const LISTED = new Set<Field['type']>(['text', 'one_of', 'many_of']);

function FieldEditor({ catalogue, leaf, onLeaf, button }: EditorProps) {
    const known = fieldOf(catalogue.fields, own(leaf).field);
    if (!known) return null;
    const Editor = LISTED.has(known.type) ? ListValue : CompareValue;
    return <Editor field={known} leaf={own(leaf)} onLeaf={onLeaf} button={button} />;
}
