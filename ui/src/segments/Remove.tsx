import { useTranslation } from 'react-i18next';
import { at, type Path } from './criteria';
import css from './Sentence.module.css';
import { nodeText } from './speech';
import { useEditor } from './useEditor';

/** Takes a condition out. For the hand: the keyboard has Delete on the condition itself. */
export function Remove({ path }: { path: Path }) {
    const { t } = useTranslation();
    const editor = useEditor();
    if (editor.fixed) return null;
    return (
        <button
            type="button"
            tabIndex={-1}
            className={css.remove}
            aria-label={t('segments.remove', { text: nodeText(editor.speaker, editor.catalogue, at(editor.treeShown, path)) })}
            onClick={() => editor.remove(path)}
        >
            <svg viewBox="0 0 14 14" aria-hidden="true">
                <path d="m3.5 3.5 7 7m0-7-7 7" />
            </svg>
        </button>
    );
}
