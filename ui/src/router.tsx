import type { QueryClient } from '@tanstack/react-query';
import {
    createRootRouteWithContext,
    createRoute,
    createRouter,
    type ErrorComponentProps,
    lazyRouteComponent,
    Outlet,
    redirect,
    type RouterHistory,
    useNavigate,
    useRouter,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { LoginPage, sessionQuery } from '@/access';
import { CampaignsPage } from '@/campaigns';
import { Frame } from '@/frame';
import { RunPage } from '@/runs';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import css from './router.module.css';

/** Pages of this site only: a link from outside must not lead a fresh log-in elsewhere. */
export function safePage(next: string | undefined): string {
    return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/campaigns';
}

/** A page that is fetched when it is gone to, before it is shown; what it needs of its address is a hook. */
function page<P extends object>(load: () => Promise<ComponentType<P>>, useAddress: () => P) {
    return lazyRouteComponent(async () => {
        const Page = await load();
        return {
            default: function Fetched() {
                return <Page {...useAddress()} />;
            },
        };
    });
}

type ById = { id: string };

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet });

const login = createRoute({
    getParentRoute: () => root,
    path: '/login',
    validateSearch: z.object({ next: z.string().optional().catch(undefined) }),
    beforeLoad: async ({ context, search }) => {
        if (await context.client.ensureQueryData(sessionQuery)) throw redirect({ href: safePage(search.next) });
    },
    component: function Login() {
        const { next } = login.useSearch();
        const router = useRouter();
        return <LoginPage onEntered={() => router.history.push(safePage(next))} />;
    },
});

const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    beforeLoad: async ({ context, location }) => {
        if (await context.client.ensureQueryData(sessionQuery)) return;
        throw redirect({ to: '/login', search: { next: location.href } });
    },
    component: function Inside() {
        const { client } = inside.useRouteContext();
        const navigate = useNavigate();
        const leave = async () => {
            client.clear();
            client.setQueryData(sessionQuery.queryKey, null);
            await navigate({ to: '/login' });
        };
        return (
            <Frame onLoggedOut={() => void leave()}>
                <Outlet />
            </Frame>
        );
    },
});

const home = createRoute({
    getParentRoute: () => inside,
    path: '/',
    beforeLoad: () => {
        throw redirect({ to: '/campaigns' });
    },
});

const campaigns = createRoute({ getParentRoute: () => inside, path: '/campaigns', component: CampaignsPage });

const run = createRoute({
    getParentRoute: () => inside,
    path: '/runs/$id',
    component: function Run() {
        const { id } = run.useParams();
        return <RunPage key={id} id={id} />;
    },
});

const recipients = createRoute({
    getParentRoute: () => inside,
    path: '/recipients',
    validateSearch: z.object({ q: z.string().optional().catch(undefined) }),
    component: page(
        async () => (await import('@/recipients')).RecipientsPage,
        (): { query: string; onQuery: (query: string) => void } => {
            const navigate = recipients.useNavigate();
            return { query: recipients.useSearch().q ?? '', onQuery: (next) => void navigate({ search: next === '' ? {} : { q: next }, replace: true }) };
        },
    ),
});

const recipient = createRoute({
    getParentRoute: () => inside,
    path: '/recipients/$id',
    remountDeps: ({ params }) => params,
    component: page(async () => (await import('@/recipients')).RecipientPage, (): ById => recipient.useParams()),
});

const imports = createRoute({ getParentRoute: () => inside, path: '/imports', component: lazyRouteComponent(() => import('@/recipients'), 'ImportsPage') });

const oneImport = createRoute({
    getParentRoute: () => inside,
    path: '/imports/$id',
    remountDeps: ({ params }) => params,
    component: page(async () => (await import('@/recipients')).ImportPage, (): ById => oneImport.useParams()),
});

const texts = createRoute({ getParentRoute: () => inside, path: '/texts', component: lazyRouteComponent(() => import('@/texts'), 'TextsPage') });

const newText = createRoute({
    getParentRoute: () => inside,
    path: '/texts/new',
    validateSearch: z.object({ starter: z.string().optional().catch(undefined) }),
    component: page(async () => (await import('@/texts')).NewTextPage, (): { starter?: string | undefined } => newText.useSearch()),
});

const text = createRoute({
    getParentRoute: () => inside,
    path: '/texts/$id',
    remountDeps: ({ params }) => params,
    component: page(async () => (await import('@/texts')).TextPage, (): ById => text.useParams()),
});

const nowhere = createRoute({
    getParentRoute: () => inside,
    path: '/$',
    component: function Nowhere() {
        const { t } = useTranslation();
        useTitle(t('nowhere.title'));
        return (
            <>
                <h1>{t('nowhere.title')}</h1>
                <p className={css.said}>{t('nowhere.text')}</p>
            </>
        );
    },
});

const tree = root.addChildren([login, inside.addChildren([home, campaigns, run, recipients, recipient, imports, oneImport, texts, newText, text, nowhere])]);

function Broken({ error, reset }: ErrorComponentProps) {
    const { t } = useTranslation();
    const router = useRouter();
    const again = () => {
        reset();
        void router.invalidate();
    };
    return (
        <main className={css.broken} data-bare>
            <Failure title={t('broken.title')} error={error} onRetry={again} />
        </main>
    );
}

export function makeRouter(client: QueryClient, history?: RouterHistory) {
    return createRouter({
        routeTree: tree,
        context: { client },
        defaultErrorComponent: Broken,
        ...(history ? { history } : {}),
    });
}

declare module '@tanstack/react-router' {
    interface Register {
        router: ReturnType<typeof makeRouter>;
    }
}
