import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { useNow } from '@/shared/useNow';
import type { Source } from './api';

const HOUR = 60;
const DAY = 24 * HOUR;
const LOOK = 10_000;

/** «раз в 15 мин», «раз в 3 ч», «раз в сутки». */
export function useEvery(): (minutes: number) => string {
    const { t } = useTranslation();
    return (minutes) => {
        if (minutes === 0) return t('sources.every.never');
        if (minutes % DAY === 0) return minutes === DAY ? t('sources.every.day') : t('sources.every.days', { number: minutes / DAY });
        if (minutes % HOUR === 0) return minutes === HOUR ? t('sources.every.hour') : t('sources.every.hours', { number: minutes / HOUR });
        return t('sources.every.minutes', { number: minutes });
    };
}

/** When a source is read by itself, in a sentence. */
export function useSchedule(): (source: Source) => string {
    const { t } = useTranslation();
    const every = useEvery();
    return ({ everyMinutes, fullAt }) => {
        if (everyMinutes > 0 && fullAt !== null) return t('sources.schedule.both', { every: every(everyMinutes), at: fullAt });
        if (everyMinutes > 0) return t('sources.schedule.changes', { every: every(everyMinutes) });
        return fullAt === null ? t('sources.schedule.byHand') : t('sources.schedule.full', { at: fullAt });
    };
}

/** When it is read next by itself: «в 16:20», «вот-вот»; null when only by hand. */
export function useNext(): (source: Source) => string | null {
    const { t } = useTranslation();
    const format = useFormat();
    const now = useNow(LOOK);
    return ({ nextRun }) => {
        if (nextRun === null) return null;
        return Date.parse(nextRun.at) <= now ? t('sources.soon') : format.moment(nextRun.at);
    };
}
