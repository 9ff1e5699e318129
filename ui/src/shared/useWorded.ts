import { useTranslation } from 'react-i18next';
import { useFormat } from './useFormat';

const WORDED = 5;

/** Small numbers in words, for headings: «два», and «12». */
export function useWorded(): (count: number) => string {
    const { t } = useTranslation();
    const format = useFormat();
    return (count) => (count >= 1 && count <= WORDED ? t(`number.${count as 1}`) : format.number(count));
}
