import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const QUARTER = 15;

/** «UTC+3», «UTC+5:30»; plain «UTC» at Greenwich. */
export function distance(minutes: number): string {
    if (minutes === 0) return 'UTC';
    const away = Math.abs(Math.round(minutes / QUARTER) * QUARTER);
    const rest = away % 60;
    return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(away / 60)}${rest === 0 ? '' : `:${rest}`}`;
}

function here(): number {
    return -new Date().getTimezoneOffset();
}

/**
 * The time zone that this browser shows times in, as one says it beside a time: «по Москве», and whole «по Москве, UTC+3».
 * Colleagues in other zones see the same moment by their own clocks.
 */
export function useZone(): { short: string; whole: string } {
    const { t, i18n } = useTranslation();
    return useMemo(() => {
        const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
        const away = distance(here());
        const key = `zone.${timeZone}`;
        if (!i18n.exists(key)) return { short: t('zone.at', { away }), whole: t('zone.at', { away }) };
        const short = t(key as 'zone.Europe/Moscow');
        return { short, whole: `${short}, ${away}` };
    }, [t, i18n]);
}
