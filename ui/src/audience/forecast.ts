import type { Schemas } from '@/shared/api';
import type { MessageClass } from '@/shared/messageClass';
import type { PersonState } from '@/shared/personState';

/** Who it is for. A tree of criteria is what the server's segments read; here it is passed on unread. */
export type Audience = { kind: 'criteria'; criteria: unknown } | { kind: 'segment'; segmentId: string } | { kind: 'run'; runId: string; states: PersonState[] };

/** The server's audience, by its kind. */
export function audienceOf({ kind, criteria, segmentId, runId, states }: Schemas['AudienceView']): Audience {
    if (kind === 'segment') return { kind, segmentId: segmentId ?? '' };
    return kind === 'run' ? { kind, runId: runId ?? '', states: states ?? [] } : { kind: 'criteria', criteria };
}

/** Who will get a message, who won't and why, and what it will cost. An estimate until `exact`. */
export type Forecast = Schemas['ForecastView'];
export type Suppressed = Forecast['suppressed'][number];
/** A message as somebody would get it; `breaks` are the UTF-16 offsets at which the next part begins. */
export type Example = Forecast['examples'][number];

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
