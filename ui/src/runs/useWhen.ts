import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';

/** A moment inside a sentence: «в 16:48», «22 ноября в 16:48». */
export function useWhen(): (iso: string) => string {
    const { t } = useTranslation();
    const format = useFormat();
    return (iso) => {
        const clock = format.clock(iso);
        return format.moment(iso) === clock ? t('run.when.today', { clock }) : t('run.when.day', { day: format.day(iso), clock });
    };
}
