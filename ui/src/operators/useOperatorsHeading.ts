import { useTranslation } from 'react-i18next';
import { useWorded } from '@/shared/useWorded';
import type { Connection } from './api';
import { standing } from './standing';

const ORDER = ['up', 'partly', 'down', 'paused', 'draining', 'resting', 'spent', 'off'] as const;

/** «Четыре подключения работают, одно стоит»: the heading answers. The connection for practice is not worth a word. */
export function useOperatorsHeading(): (connections: readonly Connection[]) => string {
    const { t } = useTranslation();
    const worded = useWorded();
    return (connections) => {
        const real = connections.filter(({ practice }) => !practice);
        if (real.length === 0) return t('operators.heading.practiceOnly');
        const parts = ORDER.map((state) => ({ state, count: real.filter((one) => standing(one) === state).length })).filter(({ count }) => count > 0);
        const text = parts
            .map(({ state, count }, index) => t(index === 0 ? `operators.heading.first.${state}` : `operators.heading.then.${state}`, { count, number: worded(count) }))
            .join(', ');
        return text.charAt(0).toUpperCase() + text.slice(1);
    };
}
