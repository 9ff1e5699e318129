import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Speaker } from './phrases';

/** Who puts conditions into words, in the language on the screen. */
export function useSpeaker(): Speaker {
    const { t, i18n } = useTranslation();
    const language = i18n.resolvedLanguage === 'en' ? 'en' : 'ru';
    return useMemo(() => ({ t, language }), [t, language]);
}
