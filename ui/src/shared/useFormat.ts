import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export type Format = {
    /** 13 105 */
    number(value: number): string;
    /** 53 730 ₽; below a hundred rubles with kopecks: 4,61 ₽. */
    money(rubles: number): string;
    /** How to write each sum of one table: with kopecks in all rows when one of them has some, else in none. */
    sums(all: readonly number[]): (rubles: number) => string;
    /** The same, rounded to three figures, for what is only expected: ≈ 53 700 ₽. */
    about(rubles: number): string;
    /** A share of one: 0.671 gives 67 %. Rounds down, so that 100 % means all. */
    percent(share: number): string;
    /** A share of one with a tenth: 97,8 %. */
    share(share: number): string;
    /** 16:48 today, «22 ноября, 16:48» on another day; in the browser's time zone. */
    moment(iso: string): string;
    /** «22 ноября», with the year when it is another one. */
    day(iso: string): string;
    /** 16:48, whatever the day. */
    clock(iso: string | number): string;
};

/** Numbers and times as the chosen language writes them. */
export function formatFor(language: string): Format {
    const locale = language === 'en' ? 'en-GB' : 'ru-RU';
    const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0, useGrouping: 'always' });
    const percent = new Intl.NumberFormat(locale, { style: 'percent' });
    const tenths = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
    const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
    const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' });
    const kopecks = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: 'always' });
    const rounded = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3, useGrouping: 'always' });
    const money = (rubles: number) => `${rubles !== 0 && Math.abs(rubles) < 100 ? kopecks.format(rubles) : number.format(rubles)}\u00a0₽`;
    const whole = (rubles: number) => Math.abs(rubles - Math.round(rubles)) < 0.005;
    return {
        money,
        sums: (all) => {
            const digits = all.every(whole) ? number : kopecks;
            return (rubles) => `${digits.format(rubles)}\u00a0₽`;
        },
        about: (rubles) => `≈\u00a0${Math.abs(rubles) < 100 ? money(rubles) : `${rounded.format(rubles)}\u00a0₽`}`,
        number: (value) => number.format(value),
        percent: (share) => percent.format(Math.floor(share * 100 + 1e-9) / 100),
        share: (share) => tenths.format(Math.floor(share * 1000 + 1e-9) / 1000),
        clock: (iso) => clock.format(new Date(iso)),
        day: (iso) => {
            const at = new Date(iso);
            return at.getFullYear() === new Date().getFullYear() ? day.format(at) : dayOfYear.format(at);
        },
        moment: (iso) => {
            const at = new Date(iso);
            const now = new Date();
            if (at.toDateString() === now.toDateString()) return clock.format(at);
            const date = at.getFullYear() === now.getFullYear() ? day.format(at) : dayOfYear.format(at);
            return `${date}, ${clock.format(at)}`;
        },
    };
}

export function useFormat(): Format {
    const { i18n } = useTranslation();
    const language = i18n.resolvedLanguage ?? 'ru';
    return useMemo(() => formatFor(language), [language]);
}
