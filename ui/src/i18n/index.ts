import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import ru from './ru.json';

export type Language = 'ru' | 'en';

declare module 'i18next' {
    interface CustomTypeOptions {
        resources: { translation: typeof en };
    }
}

const KEPT = 'soroka.language';

function kept(): Language | null {
    const value = localStorage.getItem(KEPT);
    return value === 'ru' || value === 'en' ? value : null;
}

function asLanguage(value: string | undefined): Language {
    return value?.toLowerCase().startsWith('en') ? 'en' : 'ru';
}

/** The language on the screen and in requests. */
export function language(): Language {
    return asLanguage(i18next.resolvedLanguage);
}

async function show(next: Language): Promise<void> {
    await i18next.changeLanguage(next);
    document.documentElement.lang = next;
}

/** Starts with the choice made in this browser, else the browser's own language; Russian when that is neither. */
export async function startLanguage(): Promise<void> {
    await i18next.use(initReactI18next).init({
        resources: { ru: { translation: ru }, en: { translation: en } },
        lng: kept() ?? asLanguage(navigator.language),
        fallbackLng: 'ru',
        interpolation: { escapeValue: false },
    });
    document.documentElement.lang = language();
}

/** The user's choice on this page; it outlives the session. */
export function chooseLanguage(next: Language): Promise<void> {
    localStorage.setItem(KEPT, next);
    return show(next);
}

/** The setting that came with the session; a choice made in this browser is stronger. */
export function applyUserLanguage(next: string): Promise<void> {
    return show(kept() ?? asLanguage(next));
}
