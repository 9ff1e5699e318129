import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const MINUTE = 60_000;

/** «Понедельник, 23 ноября, 10:31», kept up to the minute. */
export function useToday(): string {
    const { i18n } = useTranslation();
    const [now, setNow] = useState(() => new Date());
    useEffect(() => {
        const timer = setInterval(() => setNow(new Date()), MINUTE / 4);
        return () => clearInterval(timer);
    }, []);
    const locale = i18n.resolvedLanguage === 'en' ? 'en-GB' : 'ru-RU';
    const day = new Intl.DateTimeFormat(locale, { weekday: 'long' }).format(now);
    const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }).format(now);
    const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(now);
    return `${day.charAt(0).toUpperCase()}${day.slice(1)}, ${date}, ${time}`;
}
