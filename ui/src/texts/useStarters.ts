import { useTranslation } from 'react-i18next';
import type { MessageClass } from '@/audience';

const STARTERS = [
    ['bonus', 'advertising'],
    ['visit', 'service'],
    ['debt', 'service'],
    ['order', 'transactional'],
] as const satisfies [string, MessageClass][];

/** Texts to begin with, in the language on the screen. */
export function useStarters() {
    const { t } = useTranslation();
    return STARTERS.map(([key, messageClass]) => ({
        key,
        messageClass,
        name: t(`texts.starterName.${key}`),
        text: t(`texts.starterText.${key}`),
    }));
}
