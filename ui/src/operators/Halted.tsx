import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { haltedQuery } from './api';
import css from './Operators.module.css';

/** That nothing goes out, whatever the connections do. */
export function Halted() {
    const { t } = useTranslation();
    const { data } = useQuery(haltedQuery);
    if (!data) return null;
    return (
        <p role="alert" className={css.halted}>
            {t('operators.halted')}
        </p>
    );
}
