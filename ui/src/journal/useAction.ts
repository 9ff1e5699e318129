import { useTranslation } from 'react-i18next';

/** An action as a sentence; one this version does not know stands as its code. */
export function useAction(): (action: string) => string {
    const { t, i18n } = useTranslation();
    return (action) => {
        const key = action.replaceAll(/[.-]/g, '_');
        return i18n.exists(`journal.action.${key}`) ? t(`journal.action.${key as 'session_opened'}`) : action;
    };
}

const PAGES: Record<string, (id: string) => string> = {
    campaign: (id) => `/campaigns/${id}`,
    run: (id) => `/runs/${id}`,
    client: (id) => `/recipients/${id}`,
    segment: (id) => `/segments/${id}`,
    list: () => '/lists',
    'consent-purpose': () => '/consents/purposes',
    selection: (id) => `/selections/${id}`,
    text: (id) => `/texts/${id}`,
    import: (id) => `/imports/${id}`,
    connection: (id) => `/operators/${id}`,
    source: (id) => `/sources/${id}`,
    user: () => '/users',
    department: () => '/users/departments',
    api_key: () => '/users/keys',
};

/** What something was done to: "client:7" is «клиент 7», and its page. */
export function useThing(): (object: string) => { title: string; to: string | null } {
    const { t, i18n } = useTranslation();
    return (object) => {
        const [kind = '', id = ''] = object.split(':', 2);
        const title = i18n.exists(`journal.thing.${kind}`) ? t(`journal.thing.${kind as 'client'}`, { id }) : object;
        return { title, to: PAGES[kind]?.(encodeURIComponent(id)) ?? null };
    };
}
