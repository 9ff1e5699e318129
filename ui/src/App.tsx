import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider, MutationCache } from '@tanstack/react-query';
import { type RouterHistory, RouterProvider } from '@tanstack/react-router';
import i18next from 'i18next';
import { forgetPages, keepSession, sessionQuery } from '@/access';
import { Notices, ThemeSync, themeManager } from '@/frame';
import { ApiProblem } from '@/shared/api';
import { notify } from '@/shared/notices';
import { cssVariables, theme } from '@/shared/theme';
import { makeRouter } from './router';

/** Everything one page needs. A session that ends while one works leads to the door and back to the same place. */
export function makeApp(history?: RouterHistory) {
    const toTheDoor = (error: unknown) => {
        if (!(error instanceof ApiProblem) || !client.getQueryData(sessionQuery.queryKey)) return;
        if (error.status === 409 && error.code === 'practice-changed') void follow();
        if (error.status !== 401) return;
        keepSession(client, null);
        void router.navigate({ to: '/login', search: { next: router.state.location.href } });
    };
    /** Another window went into practice mode or left it: this one shows the same, from the beginning. */
    let following: Promise<void> | null = null;
    const follow = () => {
        // A page that was asked for just before this window's own switch.
        if (client.isMutating({ mutationKey: ['practise'] }) > 0) return Promise.resolve();
        following ??= (async () => {
            const before = client.getQueryData(sessionQuery.queryKey)?.practice;
            const now = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
            if (now?.practice === before) return;
            await router.navigate({ to: '/' });
            await forgetPages(client);
            notify(i18next.t('frame.practice.changed'));
        })().finally(() => {
            following = null;
        });
        return following;
    };
    const client = new QueryClient({
        queryCache: new QueryCache({ onError: toTheDoor }),
        mutationCache: new MutationCache({ onError: toTheDoor }),
        defaultOptions: {
            queries: {
                staleTime: 2_000,
                // The server's refusal stands; only a broken line is worth another try.
                retry: (failures, error) => !(error instanceof ApiProblem && error.status < 500) && failures < 1,
                retryDelay: 500,
                // A page that says "not right now" asks again by itself.
                refetchInterval: ({ state: { error } }) => error instanceof ApiProblem && error.status === 503 && (error.retryAfter ?? 5) * 1_000,
            },
            // A command is never repeated behind the user's back.
            mutations: { retry: false, networkMode: 'always' },
        },
    });
    const router = makeRouter(client, history);
    return { client, router };
}

export function App({ client, router }: ReturnType<typeof makeApp>) {
    return (
        <QueryClientProvider client={client}>
            <MantineProvider
                theme={theme}
                cssVariablesResolver={cssVariables}
                defaultColorScheme="auto"
                colorSchemeManager={themeManager}
            >
                <ThemeSync />
                <RouterProvider router={router} />
                <Notices />
            </MantineProvider>
        </QueryClientProvider>
    );
}

