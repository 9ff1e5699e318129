import * as z from 'zod';
import type { MessageClass } from '@/shared/messageClass';
import { personSchema } from '@/shared/person';
import { personStateSchema } from '@/shared/personState';

const count = z.number().int().nonnegative();
const rubles = z.number().nonnegative();

/** Who it is for. A tree of criteria is what the server's segments read; here it is passed on unread. */
export const audienceSchema = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('criteria'), criteria: z.unknown() }),
    z.object({ kind: z.literal('segment'), segmentId: z.string() }),
    z.object({ kind: z.literal('run'), runId: z.string(), states: z.array(personStateSchema) }),
]);

export const suppressedSchema = z.object({ reason: z.string(), text: z.string(), count });

export const exampleSchema = z.object({
    kind: z.enum(['shortest', 'longest', 'incomplete']),
    person: personSchema,
    text: z.string(),
    parts: count,
    /** UTF-16 offsets at which the next part begins. */
    breaks: z.array(count),
});

export const forecastSchema = z.object({
    exact: z.boolean(),
    /** How much of the list is counted, as a share of one. */
    share: z.number().min(0).max(1),
    found: count,
    suppressed: z.array(suppressedSchema),
    recipients: count,
    parts: count.nullable(),
    partsPerPerson: z.array(z.object({ parts: count, people: count })),
    price: rubles.nullable(),
    byConnection: z.array(z.object({ id: z.string(), name: z.string(), people: count, parts: count, unitPrice: rubles, sum: rubles })),
    byZone: z.array(z.object({ zone: z.string(), title: z.string(), people: count, localTime: z.string() })),
    lacking: z.array(z.object({ key: z.string(), title: z.string(), count })),
    examples: z.array(exampleSchema),
    /** How long the sending will take, in seconds. */
    seconds: z.number().nonnegative().nullable(),
});

export type Audience = z.infer<typeof audienceSchema>;
export type Suppressed = z.infer<typeof suppressedSchema>;
export type Example = z.infer<typeof exampleSchema>;

/** Who will get a message, who won't and why, and what it will cost. An estimate until `exact`. */
export type Forecast = z.infer<typeof forecastSchema>;

export type ForecastRequest = {
    audience: Audience;
    /** Null while there is no text: then nobody is left out because of it and nothing has a price. */
    text: string | null;
    messageClass: MessageClass;
    sender: string | null;
};

/** Reasons there are words of ours for; others come with the server's own text. */
export const KNOWN_REASONS = ['opted_out', 'no_consent', 'same_number', 'no_route', 'too_long', 'no_value', 'other'] as const;
export type KnownReason = (typeof KNOWN_REASONS)[number];

export function isKnown(reason: string): reason is KnownReason {
    return (KNOWN_REASONS as readonly string[]).includes(reason);
}

/** A funnel has room for so many reasons; the rest, the smallest, are told as one. */
const MOST_REASONS = 4;

/** The reasons as the funnel shows them: biggest first, zeros left out. */
export function reasonsShown(forecast: Forecast): Suppressed[] {
    const all = forecast.suppressed.filter(({ count }) => count > 0).toSorted((one, other) => other.count - one.count);
    if (all.length <= MOST_REASONS) return all;
    const rest = all.slice(MOST_REASONS - 1);
    return [...all.slice(0, MOST_REASONS - 1), { reason: 'other', text: '', count: rest.reduce((sum, one) => sum + one.count, 0) }];
}
