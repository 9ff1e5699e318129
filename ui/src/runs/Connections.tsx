import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { Word } from '@/shared/Word';
import type { Connection, RunProgress } from './progress';
import css from './RunPage.module.css';

/** The same as the tail, in numbers. */
export function Connections({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const format = useFormat();
    const rows = run.connections.toSorted((one, other) => other.messages - one.messages || one.name.localeCompare(other.name));
    const unsure = rows.some((row) => row.uncertain > 0);
    return (
        <section aria-labelledby="by-operator">
            <h2 id="by-operator">{t('run.operators.title')}</h2>
            {rows.length === 0 ? (
                <p className="muted">{t('run.operators.none')}</p>
            ) : (
                <table className="ledger" aria-labelledby="by-operator">
                    <thead>
                        <tr>
                            <th scope="col">{t('run.operators.name')}</th>
                            <th scope="col" className="r">
                                {t('run.operators.delivered')}
                            </th>
                            <th scope="col" className="r">
                                {t('run.operators.pending')}
                            </th>
                            <th scope="col" className="r">
                                {t('run.operators.failed')}
                            </th>
                            {unsure && (
                                <th scope="col" className={`r ${css.wide}`}>
                                    {t('run.operators.uncertain')}
                                </th>
                            )}
                            <th scope="col" className={`r ${css.wide}`}>
                                {t('run.operators.queued')}
                            </th>
                            <th scope="col" className={`r ${css.wide}`}>
                                {t('run.operators.perMinute')}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map((row) => (
                            <tr key={row.id}>
                                <td>
                                    {row.name} <State connection={row} />
                                </td>
                                <td className="r n">{format.number(row.delivered)}</td>
                                <td className="r n">{format.number(row.pending)}</td>
                                <td className="r n">{format.number(row.failed)}</td>
                                {unsure && <td className={`r n ${css.wide}`}>{format.number(row.uncertain)}</td>}
                                <td className={`r n ${css.wide}`}>{format.number(row.queued)}</td>
                                <td className={`r n ${css.wide}`}>{format.number(Math.round(row.perSecond * 60))}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </section>
    );
}

function State({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    if (connection.state === 'up') return null;
    return (
        <span className={css.state}>
            <Word tone="bad">{t('run.operators.state.down')}</Word>
        </span>
    );
}
