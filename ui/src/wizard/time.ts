import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export type Spoken = {
    /** «сегодня в 15:00», «завтра в 10:00», «в понедельник, 30 ноября, в 10:00». */
    moment(iso: string | number): string;
    /** «сегодня», «завтра», «понедельник, 30 ноября». */
    day(iso: string | number): string;
    clock(iso: string | number): string;
    /** What has been: «в 10:42», on another day «23 ноября в 10:42». */
    past(iso: string): string;
    /** 16:50 on the same day as `from`, «завтра в 09:10» else. */
    until(iso: string, from: string | number): string;
    /** «1 час 50 минут» */
    length(seconds: number): string;
    /** A clock in another time zone; null when the browser does not know the zone. */
    clockIn(iso: string | number, zone: string): { text: string; hour: number } | null;
};

/** Days between two moments on the calendar of this browser. */
export function daysBetween(from: Date, to: Date): number {
    const start = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
    return Math.round((start(to) - start(from)) / DAY);
}

/** Times as people say them. */
export function useSpoken(): Spoken {
    const { t, i18n } = useTranslation();
    const language = i18n.resolvedLanguage ?? 'ru';
    return useMemo(() => {
        const locale = language === 'en' ? 'en-GB' : 'ru-RU';
        const clockOf = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
        const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
        const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' });
        const clock = (iso: string | number) => clockOf.format(new Date(iso));
        const day = (iso: string | number) => {
            const date = new Date(iso);
            const away = daysBetween(new Date(), date);
            if (away === 0) return t('wizard.time.today');
            return away === 1 ? t('wizard.time.tomorrow') : longDay.format(date);
        };
        const moment = (iso: string | number) => t('wizard.time.at', { day: day(iso), time: clock(iso) });
        return {
            clock,
            day,
            moment,
            past: (iso) =>
                daysBetween(new Date(iso), new Date()) === 0
                    ? t('wizard.time.clock', { time: clock(iso) })
                    : t('wizard.time.at', { day: shortDay.format(new Date(iso)), time: clock(iso) }),
            until: (iso, from) => (daysBetween(new Date(from), new Date(iso)) === 0 ? clock(iso) : moment(iso)),
            length: (seconds) => {
                const minutes = Math.max(1, Math.round(seconds / 60));
                const hours = Math.floor(minutes / 60);
                const rest = minutes % 60;
                const spoken = [
                    ...(hours > 0 ? [t('wizard.time.hours', { count: hours })] : []),
                    ...(rest > 0 && hours < 24 ? [t('wizard.time.minutes', { count: rest })] : []),
                ];
                return spoken.join(' ');
            },
            clockIn: (iso, zone) => {
                try {
                    const date = new Date(iso);
                    const text = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(date);
                    return { text, hour: Number(text.slice(0, 2)) };
                } catch {
                    return null;
                }
            },
        };
    }, [t, language]);
}

/** What `<input type="date">` and `<input type="time">` hold, for a moment in this browser's zone. */
export function fieldsOf(at: Date): { date: string; time: string } {
    const two = (value: number) => String(value).padStart(2, '0');
    return { date: `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`, time: `${two(at.getHours())}:${two(at.getMinutes())}` };
}

/** The moment of two fields; null while they are not filled in. */
export function momentOf(date: string, time: string): Date | null {
    const at = new Date(`${date}T${time}`);
    return date === '' || time === '' || Number.isNaN(at.getTime()) ? null : at;
}

/** Three moments that people mostly mean: later today, tomorrow morning, the next Monday morning. */
export function offers(now: Date): Date[] {
    const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 10, 0);
    const later = new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 2, 0);
    const monday = (8 - now.getDay()) % 7 || 7;
    // Nobody wants advertising at night.
    const today = later.getDate() === now.getDate() && later.getHours() >= 9 && later.getHours() <= 20 ? [later] : [];
    return [...today, morning(1), ...(monday > 1 ? [morning(monday)] : [])];
}
