import { useTranslation } from 'react-i18next';
import { useNow } from './useNow';

const MINUTE = 60_000;

/** How long ago something was, in the largest fitting unit: «5 мин», «3 ч», «2 дн.». */
export function useAge(): (iso: string) => string {
    const { t } = useTranslation();
    const now = useNow(MINUTE);
    return (iso) => {
        const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / MINUTE));
        if (minutes < 1) return t('age.now');
        if (minutes < 60) return t('age.minutes', { count: minutes });
        if (minutes < 48 * 60) return t('age.hours', { count: Math.floor(minutes / 60) });
        return t('age.days', { count: Math.floor(minutes / (24 * 60)) });
    };
}
