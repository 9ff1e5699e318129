import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Names the browser's tab. */
export function useTitle(page: string): void {
    const { t } = useTranslation();
    const name = t('brand');
    useEffect(() => {
        document.title = page === '' ? name : `${page} · ${name}`;
    }, [page, name]);
}
