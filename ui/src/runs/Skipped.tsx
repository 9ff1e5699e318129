import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { isOver, type RunProgress, skippedBy } from './progress';
import css from './RunPage.module.css';

/** Everybody who gets nothing, each under one reason. */
export function Skipped({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const format = useFormat();
    const rows = skippedBy(run);
    return (
        <section aria-labelledby="skipped">
            <h2 id="skipped">{t('run.skipped.title')}</h2>
            {rows.length === 0 ? (
                <p className="muted">{isOver(run) ? t('run.skipped.none') : t('run.skipped.noneYet')}</p>
            ) : (
                <table className={`ledger ${css.reasons}`} aria-labelledby="skipped">
                    <thead>
                        <tr>
                            <th scope="col">{t('run.skipped.reason')}</th>
                            <th scope="col" className="r">
                                {t('run.skipped.people')}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map(({ reason, count }) => (
                            <tr key={reason}>
                                <td>{t(`run.reason.${reason}`)}</td>
                                <td className="r n">{format.number(count)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </section>
    );
}
