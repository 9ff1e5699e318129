import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { latestUsersQuery } from '@/users';
import css from './Home.module.css';

const SHOWN = 5;

/** The administrator's: who could not get in, and who was here last. */
export function People() {
    const { t } = useTranslation();
    const format = useFormat();
    const { data } = useQuery(latestUsersQuery);
    if (!data) return null;
    const seen = data
        .filter(({ lockedUntil, lastSeenAt }) => lockedUntil !== null || lastSeenAt !== null)
        .toSorted((one, other) => Number(other.lockedUntil !== null) - Number(one.lockedUntil !== null) || (other.lastSeenAt ?? '').localeCompare(one.lastSeenAt ?? ''))
        .slice(0, SHOWN);
    return (
        <section className={css.part}>
            <h2>
                <Link to="/users" className={css.name}>
                    {t('home.people.title')}
                </Link>
            </h2>
            <ul className={css.agenda}>
                {seen.map((user) => (
                    <li key={user.id}>
                        <span className="n muted">{user.lastSeenAt ? format.moment(user.lastSeenAt) : ''}</span>
                        <span>
                            {user.name}
                            <em>{user.lockedUntil ? t('home.people.locked', { at: format.moment(user.lockedUntil) }) : t(`role.${user.role}`)}</em>
                        </span>
                    </li>
                ))}
            </ul>
        </section>
    );
}
