import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { type RunProgress, skipped } from './progress';
import css from './RunPage.module.css';

/** Five figures; a sixth, the messages nobody is sure of, only when there are any. */
export function Tally({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const format = useFormat();
    const figures = [
        ['delivered', run.delivered],
        ['accepted', run.pending],
        ['queued', run.queued],
        ...(run.uncertain > 0 ? [['uncertain', run.uncertain] as const] : []),
        ['error', run.failed],
        ['skipped', skipped(run)],
    ] as const;
    return (
        <ul className={css.tally}>
            {figures.map(([kind, value]) => (
                <li key={kind} className="fig">
                    <i className={css.key} data-kind={kind} />
                    <b>{format.number(value)}</b>
                    <span>{t(`run.figure.${kind}`)}</span>
                </li>
            ))}
        </ul>
    );
}
