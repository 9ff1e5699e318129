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
    useRouter,
} from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { LoginPage, sessionQuery } from '@/access';
import { Frame } from '@/frame';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import css from './router.module.css';

/** Pages of this site only: a link from outside must not lead a fresh log-in elsewhere. */
export function safePage(next: string | undefined): string {
    return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/';
}

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

/** Both come with a one-time token in the address's fragment, which no server or proxy ever sees. */
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: lazyRouteComponent(() => import('@/access/pages'), 'SetupPage') });
const password = createRoute({ getParentRoute: () => root, path: '/password', component: lazyRouteComponent(() => import('@/access/pages'), 'PasswordPage') });

const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    beforeLoad: async ({ context, location }) => {
        if (await context.client.ensureQueryData(sessionQuery)) return;
        throw redirect({ to: '/login', search: { next: location.href } });
    },
    component: function Inside() {
        return (
            <Frame>
                <Outlet />
            </Frame>
        );
    },
});

const home = createRoute({ getParentRoute: () => inside, path: '/', component: lazyRouteComponent(() => import('@/home'), 'HomePage') });
const profile = createRoute({ getParentRoute: () => inside, path: '/profile', component: lazyRouteComponent(() => import('@/access/pages'), 'ProfilePage') });

const campaigns = createRoute({ getParentRoute: () => inside, path: '/campaigns', component: lazyRouteComponent(() => import('@/campaigns'), 'CampaignsPage') });
const run = createRoute({ getParentRoute: () => inside, path: '/runs/$id', component: lazyRouteComponent(() => import('@/runs'), 'RunPage') });

const operators = createRoute({ getParentRoute: () => inside, path: '/operators', component: lazyRouteComponent(() => import('@/operators'), 'OperatorsPage') });
const newOperator = createRoute({ getParentRoute: () => inside, path: '/operators/new', component: lazyRouteComponent(() => import('@/operators'), 'NewConnectionPage') });
const operator = createRoute({ getParentRoute: () => inside, path: '/operators/$id', component: lazyRouteComponent(() => import('@/operators'), 'ConnectionPage') });

const users = createRoute({
    getParentRoute: () => inside,
    path: '/users',
    validateSearch: z.object({ query: z.string().optional().catch(undefined) }),
    component: lazyRouteComponent(() => import('@/users'), 'PeoplePage'),
});
const departments = createRoute({ getParentRoute: () => inside, path: '/users/departments', component: lazyRouteComponent(() => import('@/users'), 'DepartmentsPage') });
const keys = createRoute({ getParentRoute: () => inside, path: '/users/keys', component: lazyRouteComponent(() => import('@/users'), 'KeysPage') });

const word = z.string().optional().catch(undefined);
const journal = createRoute({
    getParentRoute: () => inside,
    path: '/journal',
    validateSearch: z.object({ user: word, action: word, object: word, from: word, to: word }),
    component: lazyRouteComponent(() => import('@/journal'), 'JournalPage'),
});

const help = createRoute({ getParentRoute: () => inside, path: '/help', component: lazyRouteComponent(() => import('@/help'), 'HelpPage') });
const topic = createRoute({ getParentRoute: () => inside, path: '/help/$topic', component: lazyRouteComponent(() => import('@/help'), 'TopicPage') });

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

const tree = root.addChildren([
    login,
    setup,
    password,
    inside.addChildren([home, profile, campaigns, run, operators, newOperator, operator, users, departments, keys, journal, help, topic, nowhere]),
]);

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
