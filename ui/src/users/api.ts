import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type AnswerOf, type BodyOf, call, type Schemas } from '@/shared/api';

export const SCOPES = ['campaigns:read', 'campaigns:write', 'clients:read', 'clients:write', 'metrics:read'] as const;

/** Somebody who may log in. */
export type User = Schemas['UserView'];
/** Where a new password is made up, once. */
export type PasswordLink = Schemas['UserLinkView'];
export type Key = Schemas['ApiKeyKeyView'];
export type Scope = (typeof SCOPES)[number];
export type Department = Schemas['DepartmentStaffedView'];

export const usersQuery = (query: string) =>
    infiniteQueryOptions({
        queryKey: ['users', query],
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call('GET /users', { query: { query, after: pageParam }, signal }),
        getNextPageParam: (page) => page.next,
    });

/** The first page alone: for the administrator's home. */
export const latestUsersQuery = queryOptions({
    queryKey: ['latest-users'],
    queryFn: async ({ signal }) => (await call('GET /users', { signal })).items,
});

export const departmentsQuery = queryOptions({
    queryKey: ['departments'],
    queryFn: async ({ signal }) => (await call('GET /departments', { signal })).items,
});

export const keysQuery = queryOptions({
    queryKey: ['api-keys'],
    queryFn: async ({ signal }) => (await call('GET /api-keys', { signal })).items,
});

export function invite(user: BodyOf<'POST /users'>): Promise<AnswerOf<'POST /users'>> {
    return call('POST /users', { body: user });
}

export function changeUser(id: string, change: BodyOf<'PUT /users/:id'>): Promise<User> {
    return call('PUT /users/:id', { path: { id }, body: change });
}

export function makeLink(id: string): Promise<PasswordLink> {
    return call('POST /users/:id/link', { path: { id } });
}

export function unlock(id: string): Promise<User> {
    return call('POST /users/:id/unlock', { path: { id } });
}

export function endSessions(id: string): Promise<void> {
    return call('DELETE /users/:id/sessions', { path: { id } });
}

export async function saveDepartment(id: string | null, name: string): Promise<void> {
    await (id === null ? call('POST /departments', { body: { name } }) : call('PUT /departments/:id', { path: { id }, body: { name } }));
}

export function makeKey(key: BodyOf<'POST /api-keys'>): Promise<AnswerOf<'POST /api-keys'>> {
    return call('POST /api-keys', { body: key });
}

export function revokeKey(id: string): Promise<void> {
    return call('DELETE /api-keys/:id', { path: { id } });
}

/** The address to hand over. The token stands after #, so that no server on the way writes it down. */
export function addressOf(link: PasswordLink): string {
    return `${window.location.origin}/password#${link.token}`;
}
