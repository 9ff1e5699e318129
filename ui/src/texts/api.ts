import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod';
import { messageClassSchema } from '@/audience';
import { call } from '@/shared/api';

export const textSchema = z.object({
    id: z.string(),
    name: z.string(),
    text: z.string(),
    messageClass: messageClassSchema,
    sender: z.string().nullable(),
    changedAt: z.string(),
    changedBy: z.string().nullable(),
});
export const textsSchema = z.object({ items: z.array(textSchema), next: z.string().nullable() });

/** A text kept under a name, to be taken again. */
export type Text = z.infer<typeof textSchema>;

/** What is said, as what, and in whose name: the part of a campaign that the step «Что» decides. */
export type Wording = Pick<Text, 'text' | 'messageClass' | 'sender'>;

const fieldSchema = z.object({ key: z.string(), title: z.string(), type: z.string() });
export const fieldsSchema = z.object({ items: z.array(fieldSchema) });
export type Field = z.infer<typeof fieldSchema>;

const span = { at: z.number(), length: z.number() };
export const checkSchema = z.object({
    alphabet: z.enum(['gsm7', 'unicode']),
    parts: z.number(),
    size: z.number(),
    capacity: z.number(),
    offenders: z.array(z.object({ ...span, character: z.string(), replacement: z.string().nullable() })),
    variables: z.array(
        z.object({ ...span, key: z.string().nullable(), title: z.string().nullable(), fallback: z.string().nullable(), lacking: z.number().nullable() }),
    ),
    problems: z.array(z.object({ ...span, detail: z.string() })),
});
export type Check = z.infer<typeof checkSchema>;

export const testMessageSchema = z.object({
    id: z.string(),
    state: z.enum(['queued', 'pending', 'delivered', 'failed', 'uncertain']),
    reason: z.string().nullable(),
    at: z.string(),
});
export type TestMessage = z.infer<typeof testMessageSchema>;

export const textsQuery = queryOptions({
    queryKey: ['texts'],
    queryFn: ({ signal }) => call('/texts', { schema: textsSchema, signal }),
});

export const textQuery = (id: string) =>
    queryOptions({ queryKey: ['texts', id], queryFn: ({ signal }) => call(`/texts/${id}`, { schema: textSchema, signal }) });

export const fieldsQuery = queryOptions({
    queryKey: ['texts', 'fields'],
    staleTime: 300_000,
    queryFn: ({ signal }) => call('/fields', { schema: fieldsSchema, signal }),
});

/** What the server makes of a text; `lacking` counts people only when it is told whom the text is for. */
export const checkQuery = (text: string, criteria: unknown) =>
    queryOptions({
        queryKey: ['texts', 'check', text, criteria],
        staleTime: 60_000,
        queryFn: ({ signal }) => call('/texts/check', { method: 'POST', schema: checkSchema, body: { text, criteria: criteria ?? null }, signal }),
    });

export function saveText(id: string | null, text: Wording & { name: string }): Promise<Text> {
    return call(id === null ? '/texts' : `/texts/${id}`, { method: id === null ? 'POST' : 'PUT', schema: textSchema, body: text });
}

export function deleteText(id: string): Promise<void> {
    return call(`/texts/${id}`, { method: 'DELETE' });
}

/** Sends the text to the user's own phone, filled in with a client's values. */
export function sendToMyself(wording: Wording, exampleClientId: string | null): Promise<{ id: string }> {
    const { text, sender } = wording;
    return call('/test-messages', { method: 'POST', schema: z.object({ id: z.string() }), body: { text, sender, exampleClientId } });
}

export const testMessageQuery = (id: string) =>
    queryOptions({
        queryKey: ['test-messages', id],
        queryFn: ({ signal }) => call(`/test-messages/${id}`, { schema: testMessageSchema, signal }),
        refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'queued' || state.data.state === 'pending' ? 1_000 : false),
    });
