import { useTranslation } from 'react-i18next';
import { type Path, pointerOf } from './criteria';
import css from './Sentence.module.css';
import { useEditor } from './useEditor';

/** A condition of a kind this page does not know. It stays as it is, and can only be moved or taken out. */
export function Odd({ path }: { path: Path }) {
    const { t } = useTranslation();
    if (useEditor().fixed) return <b className={css.words}>{t('segments.odd')}</b>;
    return (
        <button type="button" className={css.chip} data-gone data-chip={`${pointerOf(path)} odd`} aria-keyshortcuts="Delete">
            {t('segments.odd')}
        </button>
    );
}
