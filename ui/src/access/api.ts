import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { ApiProblem, type BodyOf, call, type Schemas, tellPractice } from '@/shared/api';
import type { Session } from './session';

/** The session, or null when nobody is logged in. */
export const sessionQuery = queryOptions({
    queryKey: ['session'],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Session | null> => {
        try {
            const session = await call('GET /session', { signal });
            tellPractice(session.practice);
            return session;
        } catch (error) {
            if (error instanceof ApiProblem && error.status === 401) return null;
            throw error;
        }
    },
});

/** The session as the server has just told it, or null after leaving. */
export function keepSession(client: QueryClient, session: Session | null): void {
    tellPractice(session?.practice ?? null);
    client.setQueryData(sessionQuery.queryKey, session);
}

/** Forgets everything but who is logged in: in practice mode all of it is other people's. */
export async function forgetPages(client: QueryClient): Promise<void> {
    const pages = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== sessionQuery.queryKey[0] };
    await client.cancelQueries(pages);
    client.removeQueries({ ...pages, type: 'inactive' });
    client.getMutationCache().clear();
    void client.resetQueries(pages);
}

export function logIn(login: string, password: string): Promise<Session> {
    return call('POST /session', { body: { login, password } });
}

export function logOut(): Promise<void> {
    return call('DELETE /session');
}

export function practise(on: boolean): Promise<Session> {
    return call('PUT /session/practice', { body: { on } });
}

export function changeProfile(profile: BodyOf<'PUT /session/profile'>): Promise<Session> {
    return call('PUT /session/profile', { body: profile });
}

/** Saves the language somebody has chosen, so that it is theirs on every computer. What can't be saved is still shown here. */
export async function keepLanguage(session: Session, language: string): Promise<Session> {
    if (session.language === language) return session;
    try {
        return await changeProfile({ name: session.name, phone: session.phone, language });
    } catch {
        return session;
    }
}

export function changePassword(current: string, password: string): Promise<void> {
    return call('PUT /session/password', { body: { current, password } });
}

/** A browser somebody is logged in with. */
export type Device = Schemas['SessionDeviceView'];

export const devicesQuery = queryOptions({
    queryKey: ['devices'],
    queryFn: async ({ signal }) => (await call('GET /session/devices', { signal })).items,
});

export function endDevice(id: string): Promise<void> {
    return call('DELETE /session/devices/:id', { path: { id } });
}

/** Whether the product still waits for its first user. */
export const setupQuery = queryOptions({
    queryKey: ['setup'],
    gcTime: 0,
    queryFn: ({ signal }) => call('GET /setup', { signal }),
});

export function setUp(installation: BodyOf<'POST /setup'>): Promise<Session> {
    return call('POST /setup', { body: installation });
}

/** Whose password a link sets. */
export const linkQuery = (token: string) =>
    queryOptions({
        queryKey: ['password-link', token],
        gcTime: 0,
        retry: false,
        queryFn: ({ signal }) => call('GET /password-links/:token', { path: { token }, signal }),
    });

export function setPassword(token: string, password: string): Promise<void> {
    return call('POST /password-links/:token', { path: { token }, body: { password } });
}

export function useSession(): Session | null {
    return useSuspenseQuery(sessionQuery).data;
}
