import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import type { Connection } from './api';
import { closure } from './standing';

/** Less of its numbers than this is not worth a word, nor is it a whole percent. */
const WORTH = 0.01;

/** Whether others take some of its numbers because it does badly; one that sends nothing new at all says so instead. */
export function isSpared(connection: Connection): boolean {
    const { state, weight } = connection.health;
    return state !== 'off' && closure(connection) === null && 1 - weight >= WORTH;
}

/** Says how much of a connection's numbers go through others, while some do. */
export function Spared({ connection, className }: { connection: Connection; className?: string | undefined }) {
    const { t } = useTranslation();
    const format = useFormat();
    if (!isSpared(connection)) return null;
    const { weight } = connection.health;
    return <p className={className}>{weight < 0.005 ? t('operators.spared.all') : t('operators.spared.some', { share: format.percent(1 - weight) })}</p>;
}
