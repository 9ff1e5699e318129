import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { SubNav } from '@/shared/SubNav';
import { mayImport, maySegment } from './roles';

/** Where one can go inside «Получатели», as far as one's role reaches. */
export function Places() {
    const { t } = useTranslation();
    const session = useSession();
    return (
        <SubNav
            label={t('recipients.places.label')}
            items={[
                { to: '/recipients', label: t('recipients.places.recipients') },
                ...(maySegment(session) ? [{ to: '/segments', label: t('recipients.places.segments') }] : []),
                ...(mayImport(session) ? [{ to: '/imports', label: t('recipients.places.imports') }] : []),
            ]}
        />
    );
}
