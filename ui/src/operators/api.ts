import { queryOptions } from '@tanstack/react-query';
import { call, type Schemas } from '@/shared/api';

export type Option = Schemas['ConnectionKindConnectorOptionView'];
/** A way to speak to an operator, with the settings it takes. */
export type Kind = Schemas['ConnectionKindKindView'];
/** One connection to an operator, and how it does. */
export type Connection = Schemas['ConnectionView'];

/** What is saved; without a secret the old one stays. */
export type Settings = Pick<Connection, 'name' | 'kind' | 'priority' | 'ratePerSecond' | 'unitPrice' | 'prefixes' | 'options'> & { secret?: string };

const KEEPS_UP = 5_000;

export const connectionsQuery = queryOptions({
    queryKey: ['connections'],
    refetchInterval: KEEPS_UP,
    queryFn: async ({ signal }) => (await call('GET /connections', { signal })).items,
});

export const kindsQuery = queryOptions({
    queryKey: ['connection-kinds'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await call('GET /connection-kinds', { signal })).items,
});

export function connect(settings: Settings): Promise<Connection> {
    return call('POST /connections', { body: settings });
}

export function change(id: string, settings: Settings): Promise<Connection> {
    return call('PUT /connections/:id', { path: { id }, body: settings });
}

export function turn(id: string, on: boolean): Promise<Connection> {
    return call(`POST /connections/:id/${on ? 'enable' : 'disable'}`, { path: { id } });
}

export function sendTest(id: string, phone: string, text: string): Promise<{ id: string }> {
    return call('POST /connections/:id/test', { path: { id }, body: { phone, text } });
}

/** What became of a test message. */
export type TestMessage = Schemas['TestMessageTestView'];

const LOOK = 1_000;

/** Asked again until nothing more can change. */
export const testQuery = (id: string) =>
    queryOptions({
        queryKey: ['test-message', id],
        queryFn: ({ signal }) => call('GET /test-messages/:id', { path: { id }, signal }),
        refetchInterval: ({ state }) => (state.data && state.data.state !== 'queued' && state.data.state !== 'pending' ? false : LOOK),
    });
