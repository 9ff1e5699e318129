import { useTranslation } from 'react-i18next';
import { Word, type WordTone } from '@/shared/Word';
import type { Connection } from './api';
import { type Standing, standing } from './standing';

const TONES: Record<Standing, WordTone> = { up: 'ok', partly: 'warn', down: 'bad', off: 'rest', paused: 'warn', draining: 'warn', resting: 'rest', spent: 'warn' };

/** How a connection does, in a word. The one for practice says so while it is well. */
export function StateWord({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const state = standing(connection);
    if (connection.practice && state === 'up') return <Word tone="practice">{t('operators.state.practice')}</Word>;
    return <Word tone={TONES[state]}>{t(`operators.state.${state}`)}</Word>;
}
