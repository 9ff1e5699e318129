import { Button } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { command } from '@/runs';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { campaignsQuery, cloneCampaign } from './api';
import { CampaignRow } from './CampaignRow';
import css from './CampaignsPage.module.css';
import { type Campaign, type Row, rowOf, ROWS } from './campaign';
import { RemoveDraft } from './RemoveDraft';

/** «Рассылки»: every campaign with how far it has come, the way to go on with it, take it back or repeat it. */
export function CampaignsPage() {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const query = useInfiniteQuery(campaignsQuery);
    const { state = null } = useSearch({ strict: false }) as { state?: Row };
    const actions = useActions();
    const writes = can(useSession(), 'campaigns.write');
    const [removing, setRemoving] = useState<Campaign | null>(null);
    useTitle(t('campaigns.title'));

    if (query.isLoadingError) {
        return <Failure title={t('campaigns.failed')} error={query.error} onRetry={() => void query.refetch()} />;
    }
    const all = query.data?.pages.flatMap((page) => page.items);
    if (all?.length === 0) {
        return (
            <>
                <h1>{t('campaigns.empty.title')}</h1>
                <p className={css.empty}>{t('campaigns.empty.text')}</p>
                {writes && (
                    <p className={css.begin}>
                        <Button renderRoot={(props) => <Link to="/campaigns/new" {...props} />} variant="filled">
                            {t('campaigns.new')}
                        </Button>
                    </p>
                )}
            </>
        );
    }
    const campaigns = state === null ? all : all?.filter((campaign) => rowOf(campaign) === state);
    return (
        <>
            <header className={css.head}>
                <h1>{t('campaigns.title')}</h1>
                {writes && (
                    <Button renderRoot={(props) => <Link to="/campaigns/new" {...props} />} variant="filled">
                        {t('campaigns.new')}
                    </Button>
                )}
            </header>
            <Filter state={state} />
            <p role="alert" className={css.refusal}>
                {actions.error !== null && problemText(actions.error)}
            </p>
            {!campaigns && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            {state !== null && campaigns?.length === 0 && !query.hasNextPage ? (
                <p className={css.empty}>{t(`campaigns.noneOf.${state}`)}</p>
            ) : (
                <Ledger campaigns={campaigns} actions={actions} writes={writes} onRemove={setRemoving} />
            )}
            <RemoveDraft draft={removing} onClose={() => setRemoving(null)} />
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
        </>
    );
}

type Actions = ReturnType<typeof useActions>;

function useActions() {
    const client = useQueryClient();
    const navigate = useNavigate();
    const settled = () => client.invalidateQueries({ queryKey: campaignsQuery.queryKey });
    const repeating = useMutation({
        mutationFn: (campaign: Campaign) => cloneCampaign(campaign.id),
        // Nothing to decide any more: the last look, and the button.
        onSuccess: ({ id }) => navigate({ to: '/campaigns/$id/check', params: { id } }),
        onSettled: () => void settled(),
    });
    const undoing = useMutation({
        mutationFn: (campaign: Campaign) => command(campaign.run?.id ?? '', 'cancel'),
        onSettled: settled,
    });
    return {
        busy: repeating.isPending || undoing.isPending,
        error: repeating.error ?? undoing.error,
        repeat: (campaign: Campaign) => {
            undoing.reset();
            repeating.mutate(campaign);
        },
        undo: (campaign: Campaign) => {
            repeating.reset();
            undoing.mutate(campaign);
        },
    };
}

function Filter({ state }: { state: Row | null }) {
    const { t } = useTranslation();
    return (
        <nav className={`tabs ${css.filter}`} aria-label={t('campaigns.filter')}>
            {[null, ...ROWS].map((one) => (
                <Link
                    key={one}
                    to="/campaigns"
                    search={one === null ? {} : { state: one }}
                    // «Все» is not where one is while another filter stands in the address.
                    activeOptions={{ exact: true }}
                    aria-current={one === state ? 'true' : undefined}
                >
                    {one === null ? t('campaigns.all') : t(`campaigns.state.${one}`)}
                </Link>
            ))}
        </nav>
    );
}

type LedgerProps = { campaigns: Campaign[] | undefined; actions: Actions; writes: boolean; onRemove: (campaign: Campaign) => void };

function Ledger({ campaigns, actions, writes, onRemove }: LedgerProps) {
    const { t } = useTranslation();
    return (
        // Roles are spelt out: on a phone the rows are laid out as blocks, and browsers then forget what a table is.
        <table className={`ledger list fold ${css.list}`} role="table" aria-busy={!campaigns}>
            <caption className="sr">{t('campaigns.title')}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader">{t('campaigns.column.name')}</th>
                    <th role="columnheader">
                        <span className="sr">{t('campaigns.column.progress')}</span>
                    </th>
                    <th role="columnheader" className="r">
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
                    ? campaigns.map((campaign) => (
                          <CampaignRow
                              key={campaign.id}
                              campaign={campaign}
                              writes={writes}
                              busy={actions.busy}
                              onRepeat={actions.repeat}
                              onUndo={actions.undo}
                              onRemove={onRemove}
                          />
                      ))
                    : WAITING.map((width) => <WaitingRow key={width} width={width} />)}
            </tbody>
        </table>
    );
}

const WAITING = [196, 232, 168, 214, 150, 240, 182, 204];

function WaitingRow({ width }: { width: number }) {
    return (
        <tr role="row" aria-hidden="true">
            {[width, '100%', 104, 76, 104, 100, 0].map((size, index) => (
                // The columns never change their order.
                // oxlint-disable-next-line react/no-array-index-key
                <td key={index} role="cell" className={index === 2 ? 'r' : undefined}>
                    <Bone width={size} height={index === 1 ? 4 : 14} />
                </td>
            ))}
        </tr>
    );
}
