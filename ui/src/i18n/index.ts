import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Words } from './words';

export type Language = 'ru' | 'en';

declare module 'i18next' {
    interface CustomTypeOptions {
        resources: { translation: Words };
    }
}

const KEPT = 'soroka.language';
/** A choice made at the door, until somebody comes in: it is theirs, not that of whoever used this browser before. */
const CHOSEN = 'soroka.language.chosen';

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

/** A browser fetches the language it shows, not both. */
const PACKS: Record<Language, () => Promise<{ words: Resource[string][string] }>> = {
    ru: () => import('./ru'),
    en: () => import('./en'),
};

async function fetchWords(wanted: Language): Promise<void> {
    if (!i18next.hasResourceBundle(wanted, 'translation')) {
        i18next.addResourceBundle(wanted, 'translation', (await PACKS[wanted]()).words);
    }
}

async function show(next: Language): Promise<void> {
    await fetchWords(next);
    await i18next.changeLanguage(next);
    document.documentElement.lang = next;
}

/** Starts with the choice made in this browser, else the browser's own language; Russian when that is neither. */
export async function startLanguage(): Promise<void> {
    const first = kept() ?? asLanguage(navigator.language);
    await i18next.use(initReactI18next).init({
        resources: { [first]: { translation: (await PACKS[first]()).words } },
        lng: first,
        fallbackLng: false,
        interpolation: { escapeValue: false },
        // Keys may hold a colon, as scopes do; there is one namespace.
        nsSeparator: false,
    });
    document.documentElement.lang = language();
    // Chosen in another window: this one follows.
    window.addEventListener('storage', ({ key }) => {
        if (key === KEPT) void show(kept() ?? language());
    });
}

/** The user's choice on this page; it outlives the session. */
export function chooseLanguage(next: Language): Promise<void> {
    localStorage.setItem(KEPT, next);
    return show(next);
}

/** The same outside, where nobody is known yet; see `enterWith`. */
export function chooseAtTheDoor(next: Language): Promise<void> {
    sessionStorage.setItem(CHOSEN, next);
    return chooseLanguage(next);
}

/** What whoever comes in has just chosen by hand; null when nothing. */
export function chosenAtTheDoor(): Language | null {
    const value = sessionStorage.getItem(CHOSEN);
    return value === 'ru' || value === 'en' ? value : null;
}

/** Shows the language of whoever has come in, and keeps it for this browser's next start. */
export function enterWith(userLanguage: string): Promise<void> {
    sessionStorage.removeItem(CHOSEN);
    return chooseLanguage(asLanguage(userLanguage));
}
