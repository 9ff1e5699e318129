import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { call } from '@/shared/api';

const word = z.string().nullable();
const value = z.union([z.string(), z.number(), z.boolean()]).nullable();

export const optionSchema = z.object({
    key: z.string(),
    title: z.string(),
    help: z.string().nullable(),
    type: z.enum(['text', 'number', 'choice', 'yes_no', 'secret']),
    default: value,
    min: z.number().nullable(),
    max: z.number().nullable(),
    required: z.boolean(),
    choices: z.array(z.object({ code: z.string(), title: z.string() })),
});

export const kindSchema = z.object({ kind: z.string(), title: z.string(), options: z.array(optionSchema) });

export const healthSchema = z.object({
    state: z.enum(['up', 'partly', 'down', 'off']),
    sessions: z.number(),
    sessionsWanted: z.number(),
    lastError: word,
    lastErrorAt: word,
    queued: z.number(),
    submittedLastHour: z.number(),
    deliveredShare: z.number().nullable(),
    failedShare: z.number().nullable(),
    receiptDelaySeconds: z.number().nullable(),
});

export const connectionSchema = z.object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    enabled: z.boolean(),
    practice: z.boolean(),
    priority: z.number(),
    ratePerSecond: z.number(),
    unitPrice: z.number(),
    prefixes: z.array(z.string()),
    options: z.record(z.string(), value),
    hasSecret: z.boolean(),
    health: healthSchema,
});

export type Option = z.infer<typeof optionSchema>;
export type OptionValue = z.infer<typeof value>;
/** A way to speak to an operator, with the settings it takes. */
export type Kind = z.infer<typeof kindSchema>;
/** One connection to an operator, and how it does. */
export type Connection = z.infer<typeof connectionSchema>;

/** What is saved; without a secret the old one stays. */
export type Settings = Pick<Connection, 'name' | 'kind' | 'priority' | 'ratePerSecond' | 'unitPrice' | 'prefixes' | 'options'> & { secret?: string };

const KEEPS_UP = 5_000;

export const connectionsQuery = queryOptions({
    queryKey: ['connections'],
    refetchInterval: KEEPS_UP,
    queryFn: async ({ signal }) => (await call('/connections', { schema: z.object({ items: z.array(connectionSchema) }), signal })).items,
});

export const kindsQuery = queryOptions({
    queryKey: ['connection-kinds'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await call('/connection-kinds', { schema: z.object({ items: z.array(kindSchema) }), signal })).items,
});

export function connect(settings: Settings): Promise<Connection> {
    return call('/connections', { method: 'POST', schema: connectionSchema, body: settings });
}

export function change(id: string, settings: Settings): Promise<Connection> {
    return call(`/connections/${encodeURIComponent(id)}`, { method: 'PUT', schema: connectionSchema, body: settings });
}

export function turn(id: string, on: boolean): Promise<void> {
    return call(`/connections/${encodeURIComponent(id)}/${on ? 'enable' : 'disable'}`, { method: 'POST' });
}

export function sendTest(id: string, phone: string, text: string): Promise<{ id: string }> {
    return call(`/connections/${encodeURIComponent(id)}/test`, { method: 'POST', schema: z.object({ id: z.string() }), body: { phone, text } });
}

const testSchema = z.object({
    id: z.string(),
    state: z.enum(['queued', 'pending', 'delivered', 'failed', 'uncertain']),
    reason: word,
    at: word,
});

/** What became of a test message. */
export type TestMessage = z.infer<typeof testSchema>;

const LOOK = 1_000;

/** Asked again until nothing more can change. */
export const testQuery = (id: string) =>
    queryOptions({
        queryKey: ['test-message', id],
        queryFn: ({ signal }) => call(`/test-messages/${encodeURIComponent(id)}`, { schema: testSchema, signal }),
        refetchInterval: ({ state }) => (state.data && state.data.state !== 'queued' && state.data.state !== 'pending' ? false : LOOK),
    });
