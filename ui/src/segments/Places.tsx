import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { SubNav } from '@/shared/SubNav';

/** The places of «Получатели». Whoever may see segments but no clients or imports is not led there. */
export function Places() {
    const { t } = useTranslation();
    const approver = useSession()?.role === 'approver';
    return (
        <SubNav
            label={t('segments.places.label')}
            items={[
                { to: '/recipients', label: t('segments.places.recipients') },
                { to: '/segments', label: t('segments.places.segments') },
                ...(approver ? [] : [{ to: '/imports', label: t('segments.places.imports') }]),
            ]}
        />
    );
}
