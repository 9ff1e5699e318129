import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { ApiProblem, call } from '@/shared/api';
import { type Session, sessionSchema } from './session';

/** The session, or null when nobody is logged in. */
export const sessionQuery = queryOptions({
    queryKey: ['session'],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Session | null> => {
        try {
            return await call('/session', { schema: sessionSchema, signal });
        } catch (error) {
            if (error instanceof ApiProblem && error.status === 401) return null;
            throw error;
        }
    },
});

export function logIn(login: string, password: string): Promise<Session> {
    return call('/session', { method: 'POST', schema: sessionSchema, body: { login, password } });
}

export function logOut(): Promise<void> {
    return call('/session', { method: 'DELETE' });
}

export function useSession(): Session | null {
    return useSuspenseQuery(sessionQuery).data;
}
