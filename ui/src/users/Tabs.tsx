import { useTranslation } from 'react-i18next';
import { SubNav } from '@/shared/SubNav';

/** People, departments, keys: three places of one section. */
export function Tabs() {
    const { t } = useTranslation();
    return (
        <SubNav
            label={t('users.tabs.label')}
            items={[
                { to: '/users', label: t('users.tabs.people') },
                { to: '/users/departments', label: t('users.tabs.departments') },
                { to: '/users/keys', label: t('users.tabs.keys') },
            ]}
        />
    );
}
