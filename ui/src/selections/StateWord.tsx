import { useTranslation } from 'react-i18next';
import { Word, type WordTone } from '@/shared/Word';
import type { Run } from './api';

type Standing = 'new' | 'running' | 'stopping' | 'done' | 'failed' | 'stopped';

const TONES: Record<Standing, WordTone> = { new: 'rest', running: 'run', stopping: 'run', done: 'ok', failed: 'bad', stopped: 'warn' };

/** How a run does; «new» when there was none. */
export function StateWord({ run }: { run: Run | null }) {
    const { t } = useTranslation();
    const state: Standing = run === null ? 'new' : run.status === 'running' && run.stopping ? 'stopping' : run.status;
    return <Word tone={TONES[state]}>{t(`selections.state.${state}`)}</Word>;
}
