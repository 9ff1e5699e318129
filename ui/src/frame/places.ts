import { useRouter } from '@tanstack/react-router';
import { can, type Right, type Session } from '@/access';

/** A section of the product. `covers` are the addresses under which one is still in it. */
export type Place = {
    key: 'home' | 'campaigns' | 'recipients' | 'texts' | 'reports' | 'operators' | 'sources' | 'fields' | 'users' | 'journal';
    to: string;
    right: Right | null;
    covers: readonly RegExp[];
    /** Begins the administrator's own part. */
    apart?: boolean;
};

const PLACES: readonly Place[] = [
    { key: 'home', to: '/', right: null, covers: [/^\/$/] },
    { key: 'campaigns', to: '/campaigns', right: 'campaigns.read', covers: [/^\/campaigns(\/|$)/, /^\/runs\/[^/]+(?!\/report)(\/|$)/] },
    { key: 'recipients', to: '/recipients', right: 'clients.read', covers: [/^\/(recipients|segments|lists|selections|consents|imports)(\/|$)/] },
    { key: 'texts', to: '/texts', right: 'texts.read', covers: [/^\/texts(\/|$)/] },
    { key: 'reports', to: '/reports', right: 'reports.read', covers: [/^\/reports(\/|$)/, /^\/runs\/[^/]+\/report$/] },
    { key: 'operators', to: '/operators', right: 'administer', covers: [/^\/operators(\/|$)/], apart: true },
    { key: 'sources', to: '/sources', right: 'administer', covers: [/^\/sources(\/|$)/] },
    { key: 'fields', to: '/fields', right: 'administer', covers: [/^\/fields(\/|$)/] },
    { key: 'users', to: '/users', right: 'administer', covers: [/^\/users(\/|$)/] },
    { key: 'journal', to: '/journal', right: 'administer', covers: [/^\/journal(\/|$)/] },
];

/** The sections somebody has. What the router does not know is left out: no link leads nowhere. */
export function usePlaces(session: Session | null): readonly Place[] {
    const router = useRouter();
    const known = router.routesByPath as Record<string, unknown>;
    return PLACES.filter(({ to, right }) => to in known && (right === null || can(session, right)));
}

/** Where in the sections an address is: at a section's own page, somewhere inside it, or neither. */
export function standing(place: Place, path: string): 'page' | 'true' | undefined {
    if (path === place.to) return 'page';
    if (place.key === 'campaigns' && /^\/runs\/[^/]+\/report$/.test(path)) return undefined;
    return place.covers.some((one) => one.test(path)) ? 'true' : undefined;
}
