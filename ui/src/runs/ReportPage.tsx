import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { csvAddress, type Report, reportQuery } from './api';
import { Chart, ChartTable } from './Chart';
import css from './ReportPage.module.css';

/** «Отчёт»: how many got it, what it cost, how it went over time, what failed and what came back. */
export function ReportPage({ writes }: { writes: boolean }) {
    const { t } = useTranslation();
    const { id = '' } = useParams({ strict: false });
    const { data: report, error, refetch } = useQuery(reportQuery(id));
    useTitle(report ? `${t('run.reported.title')}: ${report.run.campaignName}` : t('run.reported.title'));
    if (report) return <Reported report={report} writes={writes} />;
    if (!error) return <Waiting />;
    const gone = error instanceof ApiProblem && error.status === 404;
    return gone ? (
        <Failure title={t('run.missing')} error={error} />
    ) : (
        <Failure title={t('run.reported.failed')} error={error} onRetry={() => void refetch()} />
    );
}

function Reported({ report, writes }: { report: Report; writes: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const [asTable, setAsTable] = useState(false);
    const { run, answers, cost } = report;
    const share = run.recipients === 0 ? 0 : run.delivered / run.recipients;
    return (
        <>
            <header className={css.bar}>
                <p className="muted s14">
                    <Link to="/runs/$id" params={{ id: run.id }} activeOptions={{ exact: true }}>
                        {run.campaignName}
                    </Link>
                    , {format.moment(run.startedAt)}
                </p>
                <div className={css.acts}>
                    {report.timeline.length > 1 && (
                        <button type="button" className="act s14" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
                            {asTable ? t('run.reported.asChart') : t('run.reported.asTable')}
                        </button>
                    )}
                    <a className="act s14" href={csvAddress(run.id, null)} download>
                        {t('run.reported.download')}
                    </a>
                    {writes && <RepeatAll campaignId={run.campaignId} />}
                </div>
            </header>
            <h1>{t('run.reported.heading', { delivered: format.number(run.delivered), count: run.recipients })}</h1>
            <p className={css.sub}>
                {t('run.reported.share', { share: format.share(share) })}{' '}
                {run.suppressed > 0 && t('run.reported.skipped', { count: run.suppressed })}{' '}
                {run.pending > 0 && t('run.reported.pending', { count: run.pending })}
            </p>
            <div className={css.findings}>
                <figure className={css.figure}>
                    <figcaption>{t('run.reported.time')}</figcaption>
                    {report.timeline.length < 2 ? (
                        <p className="muted">{t('run.reported.noTime')}</p>
                    ) : asTable ? (
                        <ChartTable timeline={report.timeline} />
                    ) : (
                        <Chart timeline={report.timeline} />
                    )}
                </figure>
                <dl className={css.results}>
                    <div>
                        <dt>{format.money(cost.total)}</dt>
                        <dd>{t('run.reported.cost', { each: run.delivered === 0 ? format.money(0) : format.money(cost.total / run.delivered) })}</dd>
                    </div>
                    <div>
                        <dt>
                            {report.medianDeliverySeconds === null
                                ? t('run.reported.unknown')
                                : t('run.reported.seconds', { count: Math.round(report.medianDeliverySeconds) })}
                        </dt>
                        <dd>{t('run.reported.median')}</dd>
                    </div>
                    <div>
                        <dt>{format.number(answers.total)}</dt>
                        <dd>{t('run.reported.answers', { count: answers.total })}</dd>
                    </div>
                    <div>
                        <dt>{format.number(answers.optOuts)}</dt>
                        <dd>{t('run.reported.optOuts', { count: answers.optOuts })}</dd>
                    </div>
                </dl>
            </div>
            <div className={css.lower}>
                <Failed report={report} />
                <Cost report={report} />
            </div>
        </>
    );
}

/** A clone of the whole campaign, opened at its check. */
function RepeatAll({ campaignId }: { campaignId: string }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const cloning = useMutation({
        mutationFn: () => call('POST /campaigns/:id/clone', { path: { id: campaignId } }),
        onSuccess: ({ id }) => {
            void client.invalidateQueries({ queryKey: ['campaigns'] });
            return navigate({ to: '/campaigns/$id/check', params: { id } });
        },
    });
    return (
        <>
            <button
                type="button"
                className="act s14"
                aria-disabled={cloning.isPending}
                onClick={() => {
                    if (!cloning.isPending) cloning.mutate();
                }}
            >
                {t('run.reported.repeat')}
            </button>
            <span role="alert" className={css.refusal}>
                {cloning.isError && problemText(cloning.error)}
            </span>
        </>
    );
}

function Failed({ report }: { report: Report }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <section aria-labelledby="report-failures">
            <h2 id="report-failures">{t('run.failures.title', { count: report.run.failed })}</h2>
            {report.failures.length === 0 ? (
                <p className="muted">{t('run.failures.noneText')}</p>
            ) : (
                <table className={`ledger fold ${css.failures}`} role="table" aria-labelledby="report-failures">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">{t('run.reported.reason')}</th>
                            <th role="columnheader">{t('run.operators.name')}</th>
                            <th role="columnheader" className="r">
                                {t('run.reported.people')}
                            </th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {report.failures.map((one) => (
                            <tr key={`${one.code} ${one.connection ?? ''}`} role="row">
                                <td role="cell">{one.text}</td>
                                <td role="cell" className="muted">{one.connection}</td>
                                <td role="cell" className="r n">{format.number(one.count)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </section>
    );
}

function Cost({ report }: { report: Report }) {
    const { t } = useTranslation();
    const format = useFormat();
    const money = format.sums(report.cost.byConnection.flatMap(({ unitPrice, sum }) => [unitPrice, sum]));
    return (
        <section aria-labelledby="report-cost">
            <h2 id="report-cost">{t('run.reported.costTitle')}</h2>
            {report.cost.byConnection.length === 0 ? (
                <p className="muted">{t('run.operators.none')}</p>
            ) : (
                <table className="ledger" aria-labelledby="report-cost">
                    <thead>
                        <tr>
                            <th scope="col">{t('run.operators.name')}</th>
                            <th scope="col" className="r">
                                {t('run.reported.parts')}
                            </th>
                            <th scope="col" className="r">
                                {t('run.reported.unit')}
                            </th>
                            <th scope="col" className="r">
                                {t('run.reported.sum')}
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        {report.cost.byConnection.map((one) => (
                            <tr key={one.name}>
                                <td>{one.name}</td>
                                <td className="r n">{format.number(one.parts)}</td>
                                <td className="r n">{money(one.unitPrice)}</td>
                                <td className="r n">{money(one.sum)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            )}
        </section>
    );
}

function Waiting() {
    const { t } = useTranslation();
    return (
        <div aria-busy="true">
            <h1 className="sr">{t('run.reported.title')}</h1>
            <p className="sr" role="status">
                {t('loading')}
            </p>
            <div aria-hidden="true">
                <p>
                    <Bone width={260} height={14} />
                </p>
                <p>
                    <Bone width={420} height={28} />
                </p>
                <div className={css.findings}>
                    <Bone width="100%" height={296} />
                    <div>
                        {[120, 96, 64, 48].map((width) => (
                            <p key={width} className={css.waitingFigure}>
                                <Bone width={width} height={26} />
                            </p>
                        ))}
                    </div>
                </div>
            </div>
        </div>
    );
}
