import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { type RunProgress, skipped, skippedBy } from './progress';
import css from './RunPage.module.css';

/** Who got nothing and why: everyone has exactly one reason. */
export function Skipped({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const format = useFormat();
    const rows = skippedBy(run);
    if (rows.length === 0) return null;
    return (
        <section aria-labelledby="skipped">
            <h2 id="skipped">{t('run.skipped.title', { count: skipped(run) })}</h2>
            <ul className={css.why}>
                {rows.map(({ reason, count }) => (
                    <li key={reason}>
                        <span>{t(`run.reason.${reason}`)}</span> <b className="n">{format.number(count)}</b>
                    </li>
                ))}
            </ul>
            <p className={css.links}>
                <Link to="/runs/$id/people" params={{ id: run.id }} search={{ state: run.suppressed > 0 ? 'suppressed' : 'cancelled' }} className="act">
                    {t('run.failures.list')}
                </Link>
            </p>
        </section>
    );
}
