import { queryOptions } from '@tanstack/react-query';
import { call, type Schemas } from '@/shared/api';

/** A text kept under a name, to be taken again. */
export type Text = Schemas['TextView'];

/** What is said, as what, and in whose name: the part of a campaign that the step «Что» decides. */
export type Wording = Pick<Text, 'text' | 'messageClass' | 'sender'>;

export type Field = Pick<Schemas['FieldView'], 'key' | 'title' | 'type'>;
export type Check = Schemas['TextCheckView'];
export type TestMessage = Schemas['TestMessageTestView'];

export const textsQuery = queryOptions({
    queryKey: ['texts'],
    queryFn: ({ signal }) => call('GET /texts', { signal }),
});

export const textQuery = (id: string) =>
    queryOptions({ queryKey: ['texts', id], queryFn: ({ signal }) => call('GET /texts/:id', { path: { id }, signal }) });

export const fieldsQuery = queryOptions({
    queryKey: ['texts', 'fields'],
    staleTime: 300_000,
    queryFn: ({ signal }) => call('GET /fields', { signal }),
});

/** What the server makes of a text; `lacking` counts people only when it is told whom the text is for. */
export const checkQuery = (text: string, criteria: unknown) =>
    queryOptions({
        queryKey: ['texts', 'check', text, criteria],
        staleTime: 60_000,
        queryFn: ({ signal }) => call('POST /texts/check', { body: { text, criteria: criteria ?? null }, signal }),
    });

export function saveText(id: string | null, text: Wording & { name: string }): Promise<Text> {
    return id === null ? call('POST /texts', { body: text }) : call('PUT /texts/:id', { path: { id }, body: text });
}

export function deleteText(id: string): Promise<void> {
    return call('DELETE /texts/:id', { path: { id } });
}

/** Sends the text to the user's own phone, filled in with a client's values, also those that a selection among the conditions has. */
export function sendToMyself(wording: Wording, exampleClientId: string | null, criteria: unknown): Promise<{ id: string }> {
    const { text, sender } = wording;
    return call('POST /test-messages', { body: { text, sender, exampleClientId, criteria } });
}

export const testMessageQuery = (id: string) =>
    queryOptions({
        queryKey: ['test-messages', id],
        queryFn: ({ signal }) => call('GET /test-messages/:id', { path: { id }, signal }),
        refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'queued' || state.data.state === 'pending' ? 1_000 : false),
    });
