import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { campaignsQuery } from './api';
import { CampaignRow } from './CampaignRow';
import css from './CampaignsPage.module.css';
import type { Campaign } from './campaign';
import { LaunchDialog } from './LaunchDialog';

/** «Рассылки»: every campaign with how far it has come, and the way to launch or repeat it. */
export function CampaignsPage() {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const query = useInfiniteQuery(campaignsQuery);
    const [launching, setLaunching] = useState<Campaign | null>(null);
    useTitle(t('campaigns.title'));

    if (query.isLoadingError) {
        return <Failure title={t('campaigns.failed')} error={query.error} onRetry={() => void query.refetch()} />;
    }
    const campaigns = query.data?.pages.flatMap((page) => page.items);
    if (campaigns?.length === 0) {
        return (
            <>
                <h1>{t('campaigns.empty.title')}</h1>
                <p className={css.empty}>{t('campaigns.empty.text')}</p>
            </>
        );
    }
    return (
        <>
            <h1>{t('campaigns.title')}</h1>
            {!campaigns && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            {/* Roles are spelt out: on a phone the rows are laid out as blocks, and browsers then forget what a table is. */}
            <table className={css.list} role="table" aria-busy={!campaigns}>
                <caption className="sr">{t('campaigns.title')}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t('campaigns.column.name')}</th>
                        <th role="columnheader">
                            <span className="sr">{t('campaigns.column.progress')}</span>
                        </th>
                        <th role="columnheader" className={css.right}>
                            {t('campaigns.column.sent')}
                        </th>
                        <th role="columnheader">{t('campaigns.column.status')}</th>
                        <th role="columnheader">{t('campaigns.column.when')}</th>
                        <th role="columnheader">{t('campaigns.column.who')}</th>
                        <th role="columnheader">
                            <span className="sr">{t('campaigns.column.action')}</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {campaigns
                        ? campaigns.map((campaign) => <CampaignRow key={campaign.id} campaign={campaign} onLaunch={setLaunching} />)
                        : WAITING.map((width) => <WaitingRow key={width} width={width} />)}
                </tbody>
            </table>
            {query.isFetchNextPageError && (
                <p className={css.refusal} role="alert">
                    {problemText(query.error)}
                </p>
            )}
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
            <LaunchDialog campaign={launching} onClose={() => setLaunching(null)} />
        </>
    );
}

const WAITING = [196, 232, 168, 214, 150, 240, 182, 204];

function WaitingRow({ width }: { width: number }) {
    return (
        <tr role="row" aria-hidden="true">
            {[width, '100%', 104, 76, 104, 100, 0].map((size, index) => (
                // The columns never change their order.
                // oxlint-disable-next-line react/no-array-index-key
                <td key={index} role="cell" className={index === 2 ? css.right : undefined}>
                    <Bone width={size} height={index === 1 ? 4 : 14} />
                </td>
            ))}
        </tr>
    );
}
