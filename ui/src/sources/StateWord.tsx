import { useTranslation } from 'react-i18next';
import { Word, type WordTone } from '@/shared/Word';
import type { Run } from './api';

export type Standing = 'new' | 'running' | 'stopping' | 'done' | 'tried' | 'failed' | 'stopped';

const TONES: Record<Standing, WordTone> = { new: 'rest', running: 'run', stopping: 'run', done: 'ok', tried: 'ok', failed: 'bad', stopped: 'warn' };

/** How the newest run of a source does; «new» when there was none. */
export function standing(run: Run | null): Standing {
    if (run === null) return 'new';
    if (run.status === 'running' && run.stopping) return 'stopping';
    return run.status === 'done' && run.mode === 'dry' ? 'tried' : run.status;
}

export function StateWord({ run }: { run: Run | null }) {
    const { t } = useTranslation();
    const state = standing(run);
    return <Word tone={TONES[state]}>{t(`sources.state.${state}`)}</Word>;
}
