import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { done, type RunProgress, sent } from '@/runs/progress';
import { Tail } from '@/shared/Tail';
import { useFormat } from '@/shared/useFormat';
import css from './Home.module.css';

/** What goes out now, each with its tail. */
export function Running({ runs }: { runs: readonly RunProgress[] }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <section className={css.part}>
            <h2>{t('home.runs')}</h2>
            <ul className={css.runs}>
                {runs.map((run) => (
                    <li key={run.id}>
                        <Link to="/runs/$id" params={{ id: run.id }} className={css.name}>
                            {run.campaignName}
                        </Link>
                        <Tail done={done(run)} still={run.status === 'paused'} label={t('home.progress', { share: format.percent(done(run)) })} />
                        <span className={`n ${css.sent}`}>{t('home.sentOf', { sent: format.number(sent(run)), total: format.number(run.recipients) })}</span>
                        <span className={`s14 muted ${css.until}`}>
                            {run.status === 'paused'
                                ? t('home.paused')
                                : run.finishForecast
                                  ? t('home.until', { at: format.moment(run.finishForecast) })
                                  : t('home.planning')}
                        </span>
                    </li>
                ))}
            </ul>
        </section>
    );
}
