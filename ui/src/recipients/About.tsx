import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import page from './ImportPage.module.css';
import type { Import } from './recipient';
import { useSize } from './useSize';

/** Which file, how big, who brought it and when. */
export function About({ one }: { one: Import }) {
    const { t } = useTranslation();
    const format = useFormat();
    const size = useSize();
    return (
        <p className={page.about}>
            {t('import.about', { file: one.fileName, size: size(one.sizeBytes), when: format.moment(one.createdAt), who: one.createdBy ?? t('import.somebody') })}
        </p>
    );
}
