import * as z from 'zod';
import { messageClassSchema } from '@/shared/messageClass';

const count = z.number().int().nonnegative();
const text = z.string();
const perhaps = z.string().nullable();

export const clientSchema = z.object({ id: text, name: perhaps, phone: text, city: perhaps, product: perhaps, optedOut: z.boolean(), updatedAt: text });
export const clientsSchema = z.object({ items: z.array(clientSchema), next: perhaps, total: count });

/** Where a word came from: as programs name it, and as people read it. */
const origin = { source: perhaps, sourceText: perhaps.optional() };

export const cardSchema = z.object({
    id: text,
    name: perhaps,
    phone: text,
    externalId: perhaps,
    optedOut: z.boolean(),
    fields: z.array(z.object({ key: text, title: text, value: perhaps })),
    consents: z.array(z.object({ purpose: text, channel: text, given: z.boolean(), ...origin, at: text })),
    optOuts: z.array(z.object({ optedOut: z.boolean(), ...origin, at: text })),
    createdAt: text,
    updatedAt: text,
    importId: perhaps,
});

export const historySchema = z.object({
    messages: z.array(
        z.object({
            id: text,
            runId: perhaps,
            campaignName: perhaps,
            at: text,
            messageClass: messageClassSchema,
            text: perhaps,
            parts: count,
            state: z.enum(['queued', 'pending', 'delivered', 'failed', 'uncertain', 'cancelled']).catch('uncertain'),
            reason: perhaps,
        }),
    ),
    answers: z.array(z.object({ id: text, at: text, text, optOut: z.boolean() })),
    suppressed: z.array(z.object({ runId: text, campaignName: perhaps, at: text, reason: text, reasonText: perhaps })),
});

export const fieldsSchema = z.object({ items: z.array(z.object({ key: text, title: text })) });

const note = z.object({ row: count, column: perhaps, problem: text, value: perhaps });

export const importSchema = z.object({
    id: text,
    fileName: text,
    sizeBytes: count,
    status: z.enum(['uploaded', 'running', 'done', 'failed', 'undone']),
    createdAt: text,
    createdBy: perhaps,
    columns: z.array(z.object({ index: count, header: text, samples: z.array(text), field: perhaps, guessed: z.boolean() })),
    preview: z.array(z.object({ row: count, phone: perhaps, problem: perhaps, cells: z.array(text) })),
    progress: z.object({ rows: count, share: z.number() }).nullable(),
    result: z.object({ rows: count, imported: count, created: count, merged: count, rejected: count, warnings: count }).nullable(),
    rejections: z.array(note),
    warnings: z.array(note),
    failure: perhaps,
    undoable: z.boolean(),
    undo: z.object({ removed: count, restored: count, kept: count }).nullish(),
});
export const importsSchema = z.object({ items: z.array(importSchema), next: perhaps });

export type Client = z.infer<typeof clientSchema>;
/** All that is known of one client. */
export type Card = z.infer<typeof cardSchema>;
export type History = z.infer<typeof historySchema>;
/** A file of clients on its way in. */
export type Import = z.infer<typeof importSchema>;
export type ImportNote = z.infer<typeof note>;

/** The consent that advertising needs: the last word counts. */
export function advertisingConsent(card: Card): Card['consents'][number] | null {
    return card.consents
        .filter(({ purpose }) => purpose === 'advertising')
        .reduce<Card['consents'][number] | null>((last, one) => (last === null || Date.parse(one.at) >= Date.parse(last.at) ? one : last), null);
}

/** Where a word came from, for people; null when nobody knows. */
export const told = ({ source, sourceText }: { source: string | null; sourceText?: string | null | undefined }) => sourceText ?? source;

/** When, and by what, somebody opted out or came back last. */
export function lastOptOut(card: Card): Card['optOuts'][number] | null {
    return card.optOuts.reduce<Card['optOuts'][number] | null>((last, one) => (last === null || Date.parse(one.at) >= Date.parse(last.at) ? one : last), null);
}

export const PHONE = 'phone';
/** Columns that name nobody by a number make a file that cannot be loaded. */
export const hasPhone = (columns: Import['columns']) => columns.some(({ field }) => field === PHONE);

/** The largest file the server takes. */
export const MOST_BYTES = 200 * 1024 * 1024;
export const FILE_KINDS = ['.csv', '.txt', '.tsv', '.xlsx'];

/** Why a file need not even be sent; null when it may be. */
export function refusal(file: { name: string; size: number }): 'kind' | 'size' | 'empty' | null {
    if (!FILE_KINDS.some((kind) => file.name.toLowerCase().endsWith(kind))) return 'kind';
    if (file.size === 0) return 'empty';
    return file.size > MOST_BYTES ? 'size' : null;
}
