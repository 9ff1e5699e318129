import { Button } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CompareValue } from './CompareValue';
import type { Leaf } from './criteria';
import type { Field } from './fields';
import { isComplete } from './leaf';
import { ListValue } from './ListValue';

type Props = { field: Field; leaf: Leaf; doneText: string; onLeaf: (leaf: Leaf) => void; onDone: () => void };

/** Which value, as the field's type asks for it. Enter anywhere is «Готово». */
export function ValuePicker({ field, leaf, doneText, onLeaf, onDone }: Props) {
    const { t } = useTranslation();
    const complete = isComplete(field.type, leaf);
    const done = (event: FormEvent) => {
        event.preventDefault();
        if (complete) onDone();
    };
    const button = (
        <Button type="submit" variant="filled" size="compact" aria-disabled={!complete}>
            {complete ? doneText : t('segments.done')}
        </Button>
    );
    return (
        <form onSubmit={done} noValidate>
            {field.type === 'text' || field.type === 'one_of' || field.type === 'many_of' ? (
                <ListValue field={field} leaf={leaf} onLeaf={onLeaf} button={button} />
            ) : (
                <CompareValue field={field} leaf={leaf} onLeaf={onLeaf} button={button} />
            )}
        </form>
    );
}
