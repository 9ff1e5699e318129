import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { homeQuery } from '@/shared/home';
import { useFormat } from '@/shared/useFormat';
import { standing, usePlaces } from './places';
import { Shell } from './Shell';
import css from './Frame.module.css';

/** The black back with the warm sheet in it: search, sections, practice mode, help. */
export function Frame({ children }: { children: ReactNode }) {
    const path = useRouterState({ select: (state) => state.location.pathname });
    return (
        <Shell rail={<Sections path={path} />} place={path}>
            {children}
        </Shell>
    );
}

function Sections({ path }: { path: string }) {
    const { t } = useTranslation();
    const session = useSession();
    const places = usePlaces(session);
    const running = useRunning();
    return (
        <nav aria-label={t('frame.sections')} className={css.nav} data-many={places.length > 5 || undefined}>
            {places.map((place) => (
                <Link key={place.key} to={place.to as '/'} aria-current={standing(place, path)} data-apart={place.apart}>
                    {t(`frame.place.${place.key}`)}
                    {place.key === 'campaigns' && running > 0 && <Count count={running} />}
                </Link>
            ))}
        </nav>
    );
}

function Count({ count }: { count: number }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <span className="n">
            <span aria-hidden="true">{format.number(count)}</span>
            <span className="sr">{t('frame.running', { count })}</span>
        </span>
    );
}

/** Campaigns that go out now. */
function useRunning(): number {
    const session = useSession();
    const home = useQuery({ ...homeQuery, enabled: can(session, 'campaigns.read') });
    return home.data?.running.length ?? 0;
}
