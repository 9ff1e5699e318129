import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RunProgress } from '@/runs/progress';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { clone } from './api';
import css from './Home.module.css';

/** What is over, and what people answered. «Повторить» makes a draft and opens its last step. */
export function Finished({ runs, repeats }: { runs: readonly RunProgress[]; repeats: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const client = useQueryClient();
    const router = useRouter();
    const repeating = useMutation({
        mutationFn: clone,
        onSuccess: ({ id }) => {
            void client.invalidateQueries({ queryKey: ['campaigns'] });
            router.history.push(`/campaigns/${encodeURIComponent(id)}/check`);
        },
    });
    return (
        <section className={css.part}>
            <h2 id="finished">{t('home.finished')}</h2>
            <table className={`ledger fold ${css.finished}`} role="table" aria-labelledby="finished">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('home.column.name')}</th>
                        <th role="columnheader" className="r">
                            {t('home.column.delivered')}
                        </th>
                        <th role="columnheader">{t('home.column.answers')}</th>
                        <th role="columnheader">
                            <span className="sr">{t('home.column.action')}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {runs.map((run) => (
                        <tr key={run.id} role="row">
                            <td role="cell">
                                <Link to="/runs/$id" params={{ id: run.id }} className={css.name}>
                                    {run.campaignName}
                                </Link>{' '}
                                <time className="muted s14" dateTime={run.finishedAt ?? run.startedAt}>
                                    {format.day(run.finishedAt ?? run.startedAt)}
                                </time>
                            </td>
                            <td role="cell" className="r n">
                                {t('home.sentOf', { sent: format.number(run.delivered), total: format.number(run.recipients) })}
                            </td>
                            <td role="cell">
                                <Answers run={run} />
                            </td>
                            <td role="cell" className="r">
                                {repeats ? (
                                    <button
                                        type="button"
                                        className="act"
                                        aria-label={t('home.repeatNamed', { name: run.campaignName })}
                                        onClick={() => {
                                            if (!repeating.isPending) repeating.mutate(run.campaignId);
                                        }}
                                    >
                                        {t('home.repeat')}
                                    </button>
                                ) : (
                                    <Link to="/runs/$id/report" params={{ id: run.id }} className="act" aria-label={t('home.reportNamed', { name: run.campaignName })}>
                                        {t('home.report')}
                                    </Link>
                                )}
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
            <p role="alert" className={css.refusal}>
                {repeating.isError && problemText(repeating.error)}
            </p>
        </section>
    );
}

function Answers({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    if (run.status === 'stopped') return <span className="muted">{t('home.stopped')}</span>;
    if (run.replies === 0 && run.optOuts === 0) return <span className="muted">{t('home.noAnswers')}</span>;
    const answers = t('home.answers', { count: run.replies });
    return <span>{run.optOuts > 0 ? `${answers}, ${t('home.optOuts', { count: run.optOuts })}` : answers}</span>;
}
