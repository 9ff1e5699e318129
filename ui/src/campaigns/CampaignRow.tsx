import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatusWord } from '@/runs';
import { done, sent } from '@/runs/progress';
import { Tail } from '@/shared/Tail';
import { useFormat } from '@/shared/useFormat';
import css from './CampaignsPage.module.css';
import { type Campaign, offer, whenAndWho } from './campaign';

/** One line of the ledger. Before a launch there is no progress to show. */
export function CampaignRow({ campaign, onLaunch }: { campaign: Campaign; onLaunch: (campaign: Campaign) => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { run } = campaign;
    const action = offer(campaign);
    const { at, by } = whenAndWho(campaign);
    return (
        <tr role="row" data-run={run ? true : undefined}>
            <td role="cell">
                {run ? (
                    <Link to="/runs/$id" params={{ id: run.id }} className={css.name}>
                        {campaign.name}
                    </Link>
                ) : (
                    <span className={css.name}>{campaign.name}</span>
                )}
            </td>
            <td role="cell">
                {run && (
                    <Tail
                        done={done(run)}
                        still={run.status !== 'running' && run.status !== 'planning'}
                        label={t('campaigns.progress', { share: format.percent(done(run)) })}
                    />
                )}
            </td>
            <td role="cell" className={`n ${css.right}`}>
                {run && t('campaigns.sent', { sent: format.number(sent(run)), expected: format.number(run.expected) })}
            </td>
            <td role="cell">
                <StatusWord status={run?.status ?? 'draft'} quiet />
            </td>
            <td role="cell" className="n muted s14">
                <time dateTime={at}>{format.moment(at)}</time>
            </td>
            <td role="cell" className={`muted s14 ${css.who}`}>
                {by}
            </td>
            <td role="cell" className={css.right}>
                {action === 'launch' && (
                    <Button size="compact" aria-label={t('campaigns.launchNamed', { name: campaign.name })} onClick={() => onLaunch(campaign)}>
                        {t('campaigns.launch')}
                    </Button>
                )}
                {action === 'repeat' && (
                    <button
                        type="button"
                        className="act"
                        aria-label={t('campaigns.repeatNamed', { name: campaign.name })}
                        onClick={() => onLaunch(campaign)}
                    >
                        {t('campaigns.repeat')}
                    </button>
                )}
            </td>
        </tr>
    );
}
