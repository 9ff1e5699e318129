import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { SubNav } from '@/shared/SubNav';

/** Where one can go inside «Получатели», as far as one's role reaches. */
export function RecipientPlaces() {
    const { t } = useTranslation();
    const session = useSession();
    return (
        <SubNav
            label={t('frame.recipients.label')}
            items={[
                { to: '/recipients', label: t('frame.recipients.recipients') },
                ...(can(session, 'segments.read') ? [{ to: '/segments', label: t('frame.recipients.segments') }] : []),
                ...(can(session, 'segments.read') ? [{ to: '/lists', label: t('frame.recipients.lists') }] : []),
                ...(can(session, 'segments.read') ? [{ to: '/selections', label: t('frame.recipients.selections') }] : []),
                ...(can(session, 'clients.write') ? [{ to: '/consents', label: t('frame.recipients.consents') }] : []),
                ...(can(session, 'imports.write') ? [{ to: '/imports', label: t('frame.recipients.imports') }] : []),
            ]}
        />
    );
}
