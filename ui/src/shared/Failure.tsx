import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './Failure.module.css';
import { useProblemText } from './useProblemText';

/** A page that could not be filled: what happened, and the one thing to do. */
export function Failure({ title, error, onRetry }: { title: string; error: unknown; onRetry?: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    return (
        <div className={css.failure} role="alert">
            <h1>{title}</h1>
            <p>{problemText(error)}</p>
            {onRetry && <Button onClick={onRetry}>{t('again')}</Button>}
        </div>
    );
}
