import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** The size of a file as people say it: 12 МБ, 340 кБ. */
export function useSize(): (bytes: number) => string {
    const { i18n } = useTranslation();
    const language = i18n.resolvedLanguage ?? 'ru';
    return useMemo(() => {
        const unit = (name: string) => new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'ru-RU', { style: 'unit', unit: name, maximumSignificantDigits: 3 });
        const [mega, kilo] = [unit('megabyte'), unit('kilobyte')];
        return (bytes) => (bytes >= 1_000_000 ? mega.format(bytes / 1_000_000) : kilo.format(Math.max(1, Math.round(bytes / 1_000))));
    }, [language]);
}
