import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatusWord } from '@/runs';
import { done, isAhead, isOver, type RunProgress, sent } from '@/runs/progress';
import { Tail } from '@/shared/Tail';
import { useFormat } from '@/shared/useFormat';
import css from './CampaignsPage.module.css';
import { type Campaign, rowOf, whenAndWho } from './campaign';

type Props = { campaign: Campaign; writes: boolean; busy: boolean; onRepeat: (campaign: Campaign) => void; onUndo: (campaign: Campaign) => void; onRemove: (campaign: Campaign) => void };

/** One line of the ledger. Before a launch there is no progress to show. */
export function CampaignRow({ campaign, writes, busy, onRepeat, onUndo, onRemove }: Props) {
    const { t } = useTranslation();
    const format = useFormat();
    const row = rowOf(campaign);
    const run = row === 'draft' ? null : campaign.run;
    const name = campaign.name === '' ? t('campaigns.nameless') : campaign.name;
    const { at, by } = whenAndWho(campaign);
    const moving = run !== null && !isAhead(run);
    return (
        <tr role="row" data-run={moving || undefined}>
            <td role="cell">
                {run ? (
                    <Link to="/runs/$id" params={{ id: run.id }} className={css.name}>
                        {name}
                    </Link>
                ) : (
                    <Link to="/campaigns/$id" params={{ id: campaign.id }} className={css.name}>
                        {name}
                    </Link>
                )}
                {run && <Cause run={run} />}
            </td>
            <td role="cell">
                {moving && (
                    <Tail
                        done={done(run)}
                        still={run.status !== 'running' && run.status !== 'planning'}
                        label={t('campaigns.progress', { share: format.percent(done(run)) })}
                    />
                )}
            </td>
            <td role="cell" className="r n">
                {moving && t('campaigns.sent', { sent: format.number(sent(run)), total: format.number(run.recipients) })}
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
            <td role="cell" className="r">
                {writes && row === 'draft' && (
                    <span className={css.acts}>
                        <button
                            type="button"
                            className="act"
                            aria-haspopup="dialog"
                            aria-label={t('campaigns.remove.named', { name })}
                            onClick={() => onRemove(campaign)}
                        >
                            {t('campaigns.remove.act')}
                        </button>
                        <Link to="/campaigns/$id" params={{ id: campaign.id }} className="act" aria-label={t('campaigns.goOnNamed', { name })}>
                            {t('campaigns.goOn')}
                        </Link>
                    </span>
                )}
                {writes && (row === 'planned' || row === 'over') && (
                    <button
                        type="button"
                        className="act"
                        aria-disabled={busy}
                        aria-label={t(row === 'over' ? 'campaigns.repeatNamed' : 'campaigns.undoNamed', { name })}
                        onClick={() => {
                            if (!busy) (row === 'over' ? onRepeat : onUndo)(campaign);
                        }}
                    >
                        {t(row === 'over' ? 'campaigns.repeat' : 'campaigns.undo')}
                    </button>
                )}
            </td>
        </tr>
    );
}

/** What went wrong, and where to go with it; most rows have nothing to say. */
function Cause({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const going = run.status === 'running' || run.status === 'planning';
    const down = !going ? [] : run.connections.filter(({ state, queued }) => state === 'down' && queued > 0);
    if (down.length > 0) {
        return <p className={css.cause}>{t('campaigns.cause.down', { connections: down.map(({ name }) => name).join(', ') })}</p>;
    }
    if (!isOver(run) || run.failed === 0) return null;
    return (
        <p className={css.cause}>
            {t('campaigns.cause.failed', { count: run.failed })}{' '}
            <Link to="/runs/$id/people" params={{ id: run.id }} search={{ state: 'failed' }}>
                {t('campaigns.cause.look')}
            </Link>
        </p>
    );
}
