import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import css from './Home.module.css';

const STEPS = {
    administrator: [
        ['operator', '/operators/new'],
        ['people', '/users'],
        ['clients', '/imports'],
    ],
    manager: [
        ['clients', '/imports'],
        ['practice', '/help/practice'],
        ['campaign', '/campaigns/new'],
    ],
    // Clients and operators are there already.
    practice: [['try', '/campaigns/new']],
} as const;

/** Nothing has happened yet: the first three things to do. */
export function FirstSteps({ of }: { of: keyof typeof STEPS }) {
    const { t } = useTranslation();
    return (
        <ol className={css.first}>
            {STEPS[of].map(([key, to], index) => (
                <li key={key}>
                    <b className="n" aria-hidden="true">
                        {index + 1}
                    </b>
                    <div>
                        <Link to={to as '/'} className={css.task}>
                            {t(`home.first.title.${key}`)}
                        </Link>
                        <p>{t(`home.first.text.${key}`)}</p>
                    </div>
                </li>
            ))}
        </ol>
    );
}
