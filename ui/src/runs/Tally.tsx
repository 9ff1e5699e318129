import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { type RunProgress, skipped, unplanned } from './progress';
import css from './RunPage.module.css';

/** The list behind each figure. */
const LISTS = { delivered: 'delivered', accepted: 'pending', queued: 'queued', uncertain: 'uncertain', error: 'failed', skipped: 'suppressed' } as const;

/** Five figures, each leading to its people; a sixth, the messages nobody is sure of, only when there are any: those who may decide about these are led there. */
export function Tally({ run, decides }: { run: RunProgress; decides: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const figures = [
        ['delivered', run.delivered],
        ['accepted', run.pending],
        ['queued', run.queued + unplanned(run)],
        ...(run.uncertain > 0 ? [['uncertain', run.uncertain] as const] : []),
        ['error', run.failed],
        ['skipped', skipped(run)],
    ] as const;
    return (
        <ul className={css.tally}>
            {figures.map(([kind, value]) => (
                <li key={kind} className="fig">
                    <i className={css.key} data-kind={kind} />
                    <Link
                        {...(decides && kind === 'uncertain'
                            ? { to: '/operators/uncertain', search: { run: run.id } }
                            : { to: '/runs/$id/people', params: { id: run.id }, search: { state: LISTS[kind] } })}
                    >
                        <b>{format.number(value)}</b> <span>{t(`run.figure.${kind}`)}</span>
                    </Link>
                </li>
            ))}
        </ul>
    );
}
