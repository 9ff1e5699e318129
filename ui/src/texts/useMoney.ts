import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Rubles as the chosen language writes them; kopecks only where a person's price is meant. */
export function useMoney(): { sum: (rubles: number) => string; price: (rubles: number) => string } {
    const { i18n } = useTranslation();
    const language = i18n.resolvedLanguage ?? 'ru';
    return useMemo(() => {
        const format = (digits: number) =>
            new Intl.NumberFormat(language === 'en' ? 'en-GB' : 'ru-RU', {
                style: 'currency',
                currency: 'RUB',
                currencyDisplay: 'narrowSymbol',
                minimumFractionDigits: digits,
                maximumFractionDigits: digits,
                useGrouping: 'always',
            });
        const [whole, exact] = [format(0), format(2)];
        return { sum: (rubles) => whole.format(rubles), price: (rubles) => exact.format(rubles) };
    }, [language]);
}
