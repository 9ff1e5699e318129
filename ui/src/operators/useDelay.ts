import { useTranslation } from 'react-i18next';

/** 4 с; 3 мин 40 с. */
export function useDelay(): (seconds: number) => string {
    const { t } = useTranslation();
    return (seconds) => {
        const whole = Math.max(1, Math.round(seconds));
        return whole < 60 ? t('operators.seconds', { seconds: whole }) : t('operators.minutes', { minutes: Math.floor(whole / 60), seconds: whole % 60 });
    };
}
