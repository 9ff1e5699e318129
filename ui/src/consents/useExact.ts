import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** A moment as a document says it, with year and seconds whatever today is: «5 марта 2026 г. в 23:59:59». */
export function useExact(): (iso: string) => string {
    const { i18n } = useTranslation();
    const language = i18n.resolvedLanguage ?? 'ru';
    return useMemo(() => {
        const exact = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'ru-RU', { dateStyle: 'long', timeStyle: 'medium' });
        return (iso) => exact.format(new Date(iso));
    }, [language]);
}

/** A day of this browser's calendar as the server reads it: 2026-11-27. */
export function dayOf(date: Date): string {
    return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}
