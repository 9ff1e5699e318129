import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { type Role, roleSchema } from '@/access';
import { call } from '@/shared/api';

const named = z.object({ id: z.string(), name: z.string() });
const word = z.string().nullable();

export const userSchema = z.object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    role: roleSchema,
    department: named,
    active: z.boolean(),
    lockedUntil: word,
    lastSeenAt: word,
});
export const linkSchema = z.object({ token: z.string(), expiresAt: z.string() });
export const SCOPES = ['campaigns:read', 'campaigns:write', 'clients:read', 'clients:write'] as const;
export const keySchema = z.object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(z.string()),
    department: named,
    createdAt: z.string(),
    createdBy: word,
    lastUsedAt: word,
    expiresAt: word,
});

/** Somebody who may log in. */
export type User = z.infer<typeof userSchema>;
/** Where a new password is made up, once. */
export type PasswordLink = z.infer<typeof linkSchema>;
export type Key = z.infer<typeof keySchema>;
export type Scope = (typeof SCOPES)[number];
export type Department = { id: string; name: string; users: number };

const userPageSchema = z.object({ items: z.array(userSchema), next: word });

export const usersQuery = (query: string) =>
    infiniteQueryOptions({
        queryKey: ['users', query],
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => {
            const asked = new URLSearchParams();
            if (query !== '') asked.set('query', query);
            if (pageParam !== null) asked.set('after', pageParam);
            return call(`/users?${asked.toString()}`, { schema: userPageSchema, signal });
        },
        getNextPageParam: (page) => page.next,
    });

/** The first page alone: for the administrator's home. */
export const latestUsersQuery = queryOptions({
    queryKey: ['latest-users'],
    queryFn: async ({ signal }) => (await call('/users', { schema: userPageSchema, signal })).items,
});

export const departmentsQuery = queryOptions({
    queryKey: ['departments'],
    queryFn: async ({ signal }) =>
        (await call('/departments', { schema: z.object({ items: z.array(named.extend({ users: z.number() })) }), signal })).items,
});

export const keysQuery = queryOptions({
    queryKey: ['api-keys'],
    queryFn: async ({ signal }) => (await call('/api-keys', { schema: z.object({ items: z.array(keySchema) }), signal })).items,
});

export type NewUser = { login: string; name: string; role: Role; departmentId: string };
export type UserChange = { name: string; role: Role; departmentId: string; active: boolean };

export function invite(user: NewUser): Promise<{ user: User; link: PasswordLink }> {
    return call('/users', { method: 'POST', schema: z.object({ user: userSchema, link: linkSchema }), body: user });
}

export function changeUser(id: string, change: UserChange): Promise<User> {
    return call(`/users/${encodeURIComponent(id)}`, { method: 'PUT', schema: userSchema, body: change });
}

export function makeLink(id: string): Promise<PasswordLink> {
    return call(`/users/${encodeURIComponent(id)}/link`, { method: 'POST', schema: linkSchema });
}

export function unlock(id: string): Promise<User> {
    return call(`/users/${encodeURIComponent(id)}/unlock`, { method: 'POST', schema: userSchema });
}

export function endSessions(id: string): Promise<void> {
    return call(`/users/${encodeURIComponent(id)}/sessions`, { method: 'DELETE' });
}

export function saveDepartment(id: string | null, name: string): Promise<void> {
    return id === null
        ? call('/departments', { method: 'POST', body: { name } })
        : call(`/departments/${encodeURIComponent(id)}`, { method: 'PUT', body: { name } });
}

export type NewKey = { name: string; departmentId: string; scopes: readonly Scope[]; expiresAt: string | null };

export function makeKey(key: NewKey): Promise<{ key: Key; secret: string }> {
    return call('/api-keys', { method: 'POST', schema: z.object({ key: keySchema, secret: z.string() }), body: key });
}

export function revokeKey(id: string): Promise<void> {
    return call(`/api-keys/${encodeURIComponent(id)}`, { method: 'DELETE' });
}

/** The address to hand over. The token stands after #, so that no server on the way writes it down. */
export function addressOf(link: PasswordLink): string {
    return `${window.location.origin}/password#${link.token}`;
}
