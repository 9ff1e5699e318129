import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import * as z from 'zod';
import { ApiProblem, call, tellPractice } from '@/shared/api';
import { type Session, sessionSchema } from './session';

/** The session, or null when nobody is logged in. */
export const sessionQuery = queryOptions({
    queryKey: ['session'],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Session | null> => {
        try {
            const session = await call('/session', { schema: sessionSchema, signal });
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
    return call('/session', { method: 'POST', schema: sessionSchema, body: { login, password } });
}

export function logOut(): Promise<void> {
    return call('/session', { method: 'DELETE' });
}

export function practise(on: boolean): Promise<Session> {
    return call('/session/practice', { method: 'PUT', schema: sessionSchema, body: { on } });
}

export type Profile = { name: string; phone: string | null; language: string };

export function changeProfile(profile: Profile): Promise<Session> {
    return call('/session/profile', { method: 'PUT', schema: sessionSchema, body: profile });
}

export function changePassword(current: string, password: string): Promise<void> {
    return call('/session/password', { method: 'PUT', body: { current, password } });
}

export const deviceSchema = z.object({
    id: z.string(),
    current: z.boolean(),
    userAgent: z.string().nullable(),
    address: z.string().nullable(),
    openedAt: z.string(),
    usedAt: z.string(),
});

/** A browser somebody is logged in with. */
export type Device = z.infer<typeof deviceSchema>;

export const devicesQuery = queryOptions({
    queryKey: ['devices'],
    queryFn: async ({ signal }) => (await call('/session/devices', { schema: z.object({ items: z.array(deviceSchema) }), signal })).items,
});

export function endDevice(id: string): Promise<void> {
    return call(`/session/devices/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** Whether the product still waits for its first user. */
export const setupQuery = queryOptions({
    queryKey: ['setup'],
    gcTime: 0,
    queryFn: ({ signal }) => call('/setup', { schema: z.object({ open: z.boolean() }), signal }),
});

export type Installation = { token: string; company: string; login: string; name: string; password: string };

export function setUp(installation: Installation): Promise<Session> {
    return call('/setup', { method: 'POST', schema: sessionSchema, body: installation });
}

/** Whose password a link sets. */
export const linkQuery = (token: string) =>
    queryOptions({
        queryKey: ['password-link', token],
        gcTime: 0,
        retry: false,
        queryFn: ({ signal }) =>
            call(`/password-links/${encodeURIComponent(token)}`, { schema: z.object({ login: z.string(), name: z.string() }), signal }),
    });

export function setPassword(token: string, password: string): Promise<void> {
    return call(`/password-links/${encodeURIComponent(token)}`, { method: 'POST', body: { password } });
}

export function useSession(): Session | null {
    return useSuspenseQuery(sessionQuery).data;
}
