import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { campaignsQuery } from './api';
import css from './CampaignsPage.module.css';
import { rowOf } from './campaign';

/** «Отчёты»: what is over, with its outcome in numbers; each leads to its report. */
export function ReportsPage() {
    const { t } = useTranslation();
    const format = useFormat();
    const query = useInfiniteQuery(campaignsQuery);
    useTitle(t('campaigns.reports.title'));
    if (query.isLoadingError) {
        return <Failure title={t('campaigns.reports.failed')} error={query.error} onRetry={() => void query.refetch()} />;
    }
    const over = query.data?.pages
        .flatMap(({ items }) => items)
        .flatMap((campaign) => (campaign.run && rowOf(campaign) === 'over' ? [{ name: campaign.name, run: campaign.run }] : []));
    if (over?.length === 0 && !query.hasNextPage) {
        return (
            <>
                <h1>{t('campaigns.reports.empty')}</h1>
                <p className={css.empty}>{t('campaigns.reports.emptyText')}</p>
            </>
        );
    }
    const money = format.sums((over ?? []).map(({ run }) => run.cost.spent ?? 0));
    return (
        <>
            <h1>{t('campaigns.reports.title')}</h1>
            {!over && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            <table className={`ledger list fold ${css.reports}`} role="table" aria-busy={!over}>
                <caption className="sr">{t('campaigns.reports.title')}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('campaigns.reports.column.name')}</th>
                        <th role="columnheader">{t('campaigns.reports.column.when')}</th>
                        {(['delivered', 'failed', 'cost', 'answers'] as const).map((column) => (
                            <th key={column} role="columnheader" className="r">
                                {t(`campaigns.reports.column.${column}`)}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {over
                        ? over.map(({ name, run }) => (
                              <tr key={run.id} role="row">
                                  <td role="cell">
                                      <Link to="/runs/$id/report" params={{ id: run.id }} className={css.name}>
                                          {name}
                                      </Link>
                                  </td>
                                  <td role="cell" className="n muted s14">
                                      {format.moment(run.startedAt)}
                                  </td>
                                  <td role="cell" className="r n">
                                      {t('campaigns.reports.of', { delivered: format.number(run.delivered), all: format.number(run.recipients) })}
                                  </td>
                                  <td role="cell" className="r n">
                                      {format.number(run.failed)}
                                  </td>
                                  <td role="cell" className="r n">
                                      {run.cost.spent !== null && money(run.cost.spent)}
                                  </td>
                                  <td role="cell" className="r n">
                                      {format.number(run.replies)}
                                  </td>
                              </tr>
                          ))
                        : [210, 180, 232, 164].map((width) => (
                              <tr key={width} role="row" aria-hidden="true">
                                  {[width, 96, 120, 32, 72, 24].map((size, index) => (
                                      <td key={size} role="cell" className={index > 1 ? 'r' : undefined}>
                                          <Bone width={size} height={14} />
                                      </td>
                                  ))}
                              </tr>
                          ))}
                </tbody>
            </table>
            {query.hasNextPage && (
                <Button
                    className={css.more ?? ''}
                    aria-disabled={query.isFetchingNextPage}
                    onClick={() => {
                        if (!query.isFetchingNextPage) void query.fetchNextPage();
                    }}
                >
                    {query.isFetchingNextPage ? t('campaigns.moreBusy') : t('campaigns.more')}
                </Button>
            )}
        </>
    );
}
