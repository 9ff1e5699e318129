import { useTranslation } from 'react-i18next';
import { SubNav } from '@/shared/SubNav';

/** What is known of clients, and what they do: two places of one section. */
export function Tabs() {
    const { t } = useTranslation();
    return (
        <SubNav
            label={t('fields.tabs.label')}
            items={[
                { to: '/fields', label: t('fields.tabs.fields') },
                { to: '/fields/events', label: t('fields.tabs.events') },
            ]}
        />
    );
}
