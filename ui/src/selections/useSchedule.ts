import { useTranslation } from 'react-i18next';
import type { Selection } from './api';

/** When a selection runs by itself, in a sentence. */
export function useSchedule(): (selection: Pick<Selection, 'everyMinutes' | 'dailyAt'>) => string {
    const { t } = useTranslation();
    return ({ everyMinutes, dailyAt }) => {
        if (everyMinutes > 0 && dailyAt !== null) return t('selections.schedule.both', { minutes: everyMinutes, at: dailyAt });
        if (everyMinutes > 0) return t('selections.schedule.every', { minutes: everyMinutes });
        return dailyAt === null ? t('selections.schedule.byHand') : t('selections.schedule.daily', { at: dailyAt });
    };
}
