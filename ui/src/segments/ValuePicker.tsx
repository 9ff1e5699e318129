import { Button } from '@mantine/core';
import { type FormEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Leaf } from './criteria';
import { isFinished, kindOfDraft } from './subjects';
import { useEditor } from './useEditor';
import { useListener } from './useListener';

/** How and what, as the subject asks for it. Enter anywhere is «Готово», with Ctrl the next condition begins at once. */
export function ValuePicker({ leaf }: { leaf: Leaf }) {
    const { t } = useTranslation();
    const { catalogue, doneText, setLeaf, commit, commitAndAdd } = useEditor();
    const form = useRef<HTMLFormElement>(null);
    const complete = isFinished(catalogue, leaf);
    const Editor = kindOfDraft(leaf)?.Editor;
    const done = (event: FormEvent) => {
        event.preventDefault();
        if (complete) commit();
    };
    useListener(form, 'keydown', (event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        if (complete) commitAndAdd();
    });
    if (!Editor) return null;
    return (
        <form ref={form} onSubmit={done} noValidate>
            <Editor
                catalogue={catalogue}
                leaf={leaf}
                onLeaf={setLeaf}
                button={
                    <Button type="submit" variant="filled" size="compact" aria-disabled={!complete} aria-keyshortcuts="Control+Enter" title={t('segments.doneNext')}>
                        {complete ? doneText : t('segments.done')}
                    </Button>
                }
            />
        </form>
    );
}
