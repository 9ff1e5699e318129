import { useTranslation } from 'react-i18next';
import { isKnown } from './forecast';

/** Short words for why somebody gets nothing, such as «отписались»; a reason newer than this page is told in the server's words. */
export function useReason(): (reason: string, text: string, count: number) => string {
    const { t } = useTranslation();
    return (reason, text, count) => (isKnown(reason) && (reason !== 'other' || text === '') ? t(`audience.reason.${reason}`, { count }) : text);
}
