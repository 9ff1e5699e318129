import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/shared/useProblemText';
import css from './RunPage.module.css';

/** A part of the page that did not load; the rest of it stands. */
export function Beside({ error, onRetry }: { error: unknown; onRetry: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    return (
        <p role="alert" className={css.beside}>
            {problemText(error)}{' '}
            <button type="button" className="act" onClick={onRetry}>
                {t('again')}
            </button>
        </p>
    );
}
