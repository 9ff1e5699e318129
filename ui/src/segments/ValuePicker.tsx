import { Button } from '@mantine/core';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leaf } from './criteria';
import { isFinished, kindOfDraft } from './subjects';
import { useEditor } from './useEditor';

/** How and what, as the subject asks for it. Enter anywhere is «Готово». */
export function ValuePicker({ leaf }: { leaf: Leaf }) {
    const { t } = useTranslation();
    const { catalogue, doneText, setLeaf, commit } = useEditor();
    const complete = isFinished(catalogue, leaf);
    const Editor = kindOfDraft(leaf)?.Editor;
    const done = (event: FormEvent) => {
        event.preventDefault();
        if (complete) commit();
    };
    if (!Editor) return null;
    return (
        <form onSubmit={done} noValidate>
            <Editor
                catalogue={catalogue}
                leaf={leaf}
                onLeaf={setLeaf}
                button={
                    <Button type="submit" variant="filled" size="compact" aria-disabled={!complete}>
                        {complete ? doneText : t('segments.done')}
                    </Button>
                }
            />
        </form>
    );
}
