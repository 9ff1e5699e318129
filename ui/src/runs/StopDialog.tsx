import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { useFormat } from '@/shared/useFormat';
import { type RunProgress, unplanned } from './progress';
import css from './RunPage.module.css';

type Props = {
    run: RunProgress;
    opened: boolean;
    busy: boolean;
    refusal: string | null;
    onClose: () => void;
    onStop: () => void;
};

/** Stop is final: says what is out, what is on its way and what will not go. The numbers move while it is open. */
export function StopDialog({ run, opened, busy, refusal, onClose, onStop }: Props) {
    const { t } = useTranslation();
    const format = useFormat();
    const kept = run.queued + unplanned(run);
    const figures = [
        ['out', run.delivered],
        ['onItsWay', run.pending + run.uncertain],
        ['kept', kept],
    ] as const;
    return (
        <Dialog opened={opened} onClose={onClose} width={600} title={t('run.stopping.title')}>
            <p>{t('run.stopping.text')}</p>
            <ul className={css.figures}>
                {figures.map(([kind, value]) => (
                    <li key={kind} className="fig">
                        <b>{format.number(value)}</b>
                        <span>{t(`run.stopping.${kind}`)}</span>
                    </li>
                ))}
            </ul>
            <p className="muted s14">{t('run.stopping.instead')}</p>
            <div role="alert">{refusal && <p className={css.dialogRefusal}>{refusal}</p>}</div>
            <div className="buttons">
                <Button onClick={onClose} data-autofocus>
                    {t('run.stopping.cancel')}
                </Button>
                <Button variant="final" onClick={onStop} aria-disabled={busy}>
                    {busy ? t('run.stopping.busy') : t('run.stopping.confirm', { count: kept })}
                </Button>
            </div>
        </Dialog>
    );
}
