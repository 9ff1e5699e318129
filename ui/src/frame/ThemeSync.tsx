import { type MantineColorScheme, type MantineColorSchemeManager, useComputedColorScheme } from '@mantine/core';
import { useEffect } from 'react';

// `public/theme.js` reads the same key before the first paint.
const KEPT = 'soroka.theme';

/** Keeps the choice in this browser; «auto» keeps nothing. */
export const themeManager: MantineColorSchemeManager = {
    get: (otherwise) => {
        const kept = localStorage.getItem(KEPT);
        return kept === 'light' || kept === 'dark' ? kept : otherwise;
    },
    set: (value: MantineColorScheme) => {
        if (value === 'auto') localStorage.removeItem(KEPT);
        else localStorage.setItem(KEPT, value);
    },
    subscribe: () => {},
    unsubscribe: () => {},
    clear: () => localStorage.removeItem(KEPT),
};

/** Tells `tokens.css` which theme the components show. */
export function ThemeSync() {
    const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
    useEffect(() => {
        document.documentElement.dataset.theme = scheme;
    }, [scheme]);
    return null;
}
