import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { connectionsQuery, Halted, StateWord, useOperatorsHeading } from '@/operators';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import css from './Home.module.css';

/** The administrator's: whether messages can leave at all. */
export function Operators() {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const heading = useOperatorsHeading();
    const query = useQuery(connectionsQuery);
    return (
        <section className={css.part}>
            <h2>
                <Link to="/operators" className={css.name}>
                    {query.data && query.data.length > 0 ? heading(query.data) : t('home.operators')}
                </Link>
            </h2>
            <Halted />
            {query.isLoadingError && <p className={css.refusal}>{problemText(query.error)}</p>}
            {query.data?.length === 0 && <p className={css.said}>{t('home.noOperators')}</p>}
            <ul className={css.operators}>
                {query.data?.map((one) => (
                    <li key={one.id}>
                        <Link to="/operators/$id" params={{ id: one.id }} className={css.name}>
                            {one.name}
                        </Link>
                        <StateWord connection={one} />
                        <span className="n s14 muted">{t('home.lastHour', { sent: format.number(one.health.submittedLastHour) })}</span>
                    </li>
                ))}
            </ul>
        </section>
    );
}
