import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { useTitle } from '@/shared/useTitle';
import { AlertHome } from './AlertHome';
import { CampaignHome } from './CampaignHome';
import { FindClient } from './FindClient';

/** «Главная»: what needs me now. Each role has its own answer. */
export function HomePage() {
    const { t } = useTranslation();
    const session = useSession();
    useTitle(t('home.title'));
    if (!session) return null;
    if (session.role === 'agent') return <FindClient name={firstName(session.name)} />;
    if (session.role === 'alert_operator') return <AlertHome name={firstName(session.name)} />;
    return <CampaignHome session={session} name={firstName(session.name)} />;
}

function firstName(name: string): string {
    return name.trim().split(/\s+/)[0] ?? name;
}
