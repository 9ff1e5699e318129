import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import css from './Home.module.css';
import { useToday } from './useToday';

/** Alarms come with a later version; until then an honest page. */
export function AlertHome({ name }: { name: string }) {
    const { t } = useTranslation();
    return (
        <>
            <p className="muted s14 n">{useToday()}</p>
            <h1>{t('home.alert.title', { name })}</h1>
            <p className={css.said}>{t('home.alert.text')}</p>
            <p className={css.said}>
                <Link to="/help">{t('home.alert.help')}</Link>
            </p>
        </>
    );
}
