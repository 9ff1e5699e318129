import { useTranslation } from 'react-i18next';
import { Word, type WordTone } from '@/shared/Word';
import type { RunStatus } from './progress';

const TONES: Record<RunStatus | 'draft', WordTone> = {
    held: 'warn',
    scheduled: 'rest',
    planning: 'run',
    running: 'run',
    paused: 'warn',
    stopped: 'rest',
    finished: 'ok',
    cancelled: 'plain',
    draft: 'plain',
};

/** The state of a run; a campaign without one is a draft. `quiet` drops the colour from what is over: for lists. */
export function StatusWord({ status, quiet = false }: { status: RunStatus | 'draft'; quiet?: boolean }) {
    const { t } = useTranslation();
    const over = status === 'finished' || status === 'stopped';
    return <Word tone={quiet && over ? 'plain' : TONES[status]}>{t(`run.status.${status}`)}</Word>;
}
