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
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { can, LoginPage, sessionQuery, useSession } from '@/access';
import { Frame } from '@/frame';
import { MESSAGE_CLASSES } from '@/shared/messageClass';
import { PERSON_STATES } from '@/shared/personState';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import css from './router.module.css';

/** Pages of this site only: a link from outside must not lead a fresh log-in elsewhere. */
export function safePage(next: string | undefined): string {
    return next !== undefined && /^\/(?![/\\])/.test(next) && !next.startsWith('/login') ? next : '/';
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
type SourceStep = 'connect' | 'table' | 'fields' | 'schedule';
type SourceSteps = { step: SourceStep; onStep: (step: SourceStep) => void };

/** What those who only read campaigns are not offered. */
const useWrites = () => ({ writes: can(useSession(), 'campaigns.write') });

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

/** Nobody comes further without a session. */
async function entered(client: QueryClient, href: string): Promise<void> {
    if (await client.ensureQueryData(sessionQuery)) return;
    throw redirect({ to: '/login', search: { next: href } });
}

/** Both come with a one-time token in the address's fragment, which no server or proxy ever sees. */
const setup = createRoute({ getParentRoute: () => root, path: '/setup', component: lazyRouteComponent(() => import('@/access/pages'), 'SetupPage') });
const password = createRoute({ getParentRoute: () => root, path: '/password', component: lazyRouteComponent(() => import('@/access/pages'), 'PasswordPage') });

const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    beforeLoad: ({ context, location }) => entered(context.client, location.href),
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

const operators = createRoute({ getParentRoute: () => inside, path: '/operators', component: lazyRouteComponent(() => import('@/operators'), 'OperatorsPage') });
const newOperator = createRoute({ getParentRoute: () => inside, path: '/operators/new', component: lazyRouteComponent(() => import('@/operators'), 'NewConnectionPage') });
const operator = createRoute({ getParentRoute: () => inside, path: '/operators/$id', component: lazyRouteComponent(() => import('@/operators'), 'ConnectionPage') });

/** Written by hand, an id in an address is read as a number. */
const number = z.coerce.string().optional().catch(undefined);
const uncertain = createRoute({
    getParentRoute: () => inside,
    path: '/operators/uncertain',
    validateSearch: z.object({
        connection: number,
        messageClass: z.enum(MESSAGE_CLASSES).optional().catch(undefined),
        run: number,
    }),
    component: lazyRouteComponent(() => import('@/operators'), 'UncertainPage'),
});

const sources = createRoute({ getParentRoute: () => inside, path: '/sources', component: lazyRouteComponent(() => import('@/sources'), 'SourcesPage') });
const aStep = z.object({ step: z.enum(['connect', 'table', 'fields', 'schedule']).optional().catch(undefined) });
const newSource = createRoute({
    getParentRoute: () => inside,
    path: '/sources/new',
    validateSearch: aStep,
    component: page(
        async () => (await import('@/sources')).NewSourcePage,
        (): SourceSteps => {
            const navigate = newSource.useNavigate();
            return { step: newSource.useSearch().step ?? 'connect', onStep: (step) => void navigate({ search: { step } }) };
        },
    ),
});
const source = createRoute({
    getParentRoute: () => inside,
    path: '/sources/$id',
    remountDeps: ({ params }) => params,
    component: page(async () => (await import('@/sources')).SourcePage, (): ById => source.useParams()),
});
const editSource = createRoute({
    getParentRoute: () => inside,
    path: '/sources/$id/edit',
    validateSearch: aStep,
    remountDeps: ({ params }) => params,
    component: page(
        async () => (await import('@/sources')).EditSourcePage,
        (): ById & SourceSteps => {
            const navigate = editSource.useNavigate();
            return { ...editSource.useParams(), step: editSource.useSearch().step ?? 'connect', onStep: (step) => void navigate({ search: { step } }) };
        },
    ),
});
const sourceRun = createRoute({
    getParentRoute: () => inside,
    path: '/sources/$id/runs/$run',
    remountDeps: ({ params }) => params,
    component: page(async () => (await import('@/sources')).RunPage, (): { id: string; run: string } => sourceRun.useParams()),
});

const fields = createRoute({ getParentRoute: () => inside, path: '/fields', component: lazyRouteComponent(() => import('@/fields'), 'FieldsPage') });
const eventKinds = createRoute({ getParentRoute: () => inside, path: '/fields/events', component: lazyRouteComponent(() => import('@/fields'), 'EventKindsPage') });

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

const campaigns = createRoute({
    getParentRoute: () => inside,
    path: '/campaigns',
    validateSearch: z.object({ state: z.enum(['draft', 'planned', 'running', 'over']).optional().catch(undefined) }),
    component: lazyRouteComponent(() => import('@/campaigns'), 'CampaignsPage'),
});

/** What becomes of messages of unknown fate is decided where connections are looked after. */
const useRunRights = () => ({ ...useWrites(), decides: can(useSession(), 'administer') });
const run = createRoute({ getParentRoute: () => inside, path: '/runs/$id', component: page(async () => (await import('@/runs')).RunPage, useRunRights) });
const people = createRoute({
    getParentRoute: () => inside,
    path: '/runs/$id/people',
    validateSearch: z.object({ state: z.enum(PERSON_STATES).optional().catch(undefined) }),
    component: lazyRouteComponent(() => import('@/runs'), 'PeoplePage'),
});
const report = createRoute({ getParentRoute: () => inside, path: '/runs/$id/report', component: page(async () => (await import('@/runs')).ReportPage, useWrites) });
const reports = createRoute({ getParentRoute: () => inside, path: '/reports', component: lazyRouteComponent(() => import('@/campaigns'), 'ReportsPage') });

/** The wizard has a frame of its own. */
const apart = createRoute({
    getParentRoute: () => root,
    id: 'apart',
    beforeLoad: ({ context, location }) => entered(context.client, location.href),
    component: Outlet,
});
const making = createRoute({ getParentRoute: () => apart, path: '/campaigns/new', component: lazyRouteComponent(() => import('@/wizard'), 'NewCampaignPage') });
/** One page for all steps, so that going from one to another loses nothing. */
const wizard = createRoute({ getParentRoute: () => apart, path: '/campaigns/$id', component: lazyRouteComponent(() => import('@/wizard'), 'WizardPage') });
const steps = [
    createRoute({ getParentRoute: () => wizard, path: '/' }),
    createRoute({ getParentRoute: () => wizard, path: 'who' }),
    createRoute({ getParentRoute: () => wizard, path: 'what' }),
    createRoute({ getParentRoute: () => wizard, path: 'when' }),
    createRoute({ getParentRoute: () => wizard, path: 'check' }),
] as const;

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

const segments = createRoute({ getParentRoute: () => inside, path: '/segments', component: lazyRouteComponent(() => import('@/segments'), 'SegmentsPage') });

const NewSegment = lazyRouteComponent(() => import('@/segments'), 'NewSegmentPage');
const newSegment = createRoute({
    getParentRoute: () => inside,
    path: '/segments/new',
    validateSearch: z.object({ ready: z.string().optional().catch(undefined) }),
    component: function New() {
        return <NewSegment ready={newSegment.useSearch().ready} />;
    },
});

const SegmentOfId = lazyRouteComponent(() => import('@/segments'), 'SegmentPage');
const segment = createRoute({
    getParentRoute: () => inside,
    path: '/segments/$id',
    component: function OneSegment() {
        const { id } = segment.useParams();
        return <SegmentOfId key={id} id={id} />;
    },
});

const lists = createRoute({ getParentRoute: () => inside, path: '/lists', component: lazyRouteComponent(() => import('@/lists'), 'ListsPage') });
const newList = createRoute({ getParentRoute: () => inside, path: '/lists/new', component: lazyRouteComponent(() => import('@/lists'), 'NewListPage') });

const consents = createRoute({ getParentRoute: () => inside, path: '/consents', component: lazyRouteComponent(() => import('@/consents'), 'ProofPage') });
const consentImport = createRoute({ getParentRoute: () => inside, path: '/consents/import', component: lazyRouteComponent(() => import('@/consents'), 'ImportPage') });
const purposes = createRoute({ getParentRoute: () => inside, path: '/consents/purposes', component: lazyRouteComponent(() => import('@/consents'), 'PurposesPage') });

const selections = createRoute({ getParentRoute: () => inside, path: '/selections', component: lazyRouteComponent(() => import('@/selections'), 'SelectionsPage') });
const newSelection = createRoute({ getParentRoute: () => inside, path: '/selections/new', component: lazyRouteComponent(() => import('@/selections'), 'NewSelectionPage') });
const selection = createRoute({
    getParentRoute: () => inside,
    path: '/selections/$id',
    remountDeps: ({ params }) => params,
    component: page(async () => (await import('@/selections')).SelectionPage, (): ById => selection.useParams()),
});
const editSelection = createRoute({
    getParentRoute: () => inside,
    path: '/selections/$id/edit',
    remountDeps: ({ params }) => params,
    component: page(async () => (await import('@/selections')).EditSelectionPage, (): ById => editSelection.useParams()),
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
    inside.addChildren([
        home,
        profile,
        campaigns,
        run,
        people,
        report,
        reports,
        recipients,
        recipient,
        imports,
        oneImport,
        segments,
        newSegment,
        segment,
        lists,
        newList,
        selections,
        newSelection,
        selection,
        editSelection,
        consents,
        consentImport,
        purposes,
        texts,
        newText,
        text,
        operators,
        newOperator,
        operator,
        uncertain,
        sources,
        newSource,
        source,
        editSource,
        sourceRun,
        fields,
        eventKinds,
        users,
        departments,
        keys,
        journal,
        help,
        topic,
        nowhere,
    ]),
    apart.addChildren([making, wizard.addChildren(steps)]),
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
