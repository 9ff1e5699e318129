import { useTranslation } from 'react-i18next';
import { Word, type WordTone } from '@/shared/Word';
import type { Connection } from './api';

const TONES: Record<Connection['health']['state'], WordTone> = { up: 'ok', partly: 'warn', down: 'bad', off: 'rest' };

/** How a connection does, in a word. The one for practice says so while it is well. */
export function StateWord({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const { state } = connection.health;
    if (connection.practice && state === 'up') return <Word tone="practice">{t('operators.state.practice')}</Word>;
    return <Word tone={TONES[state]}>{t(`operators.state.${state}`)}</Word>;
}
