import type { Schemas } from '@/shared/api';

/** One launch of a campaign, as it stands now. Counts are people, one message each; money is in rubles. */
export type RunProgress = Schemas['RunView'];
export type Connection = RunProgress['connections'][number];
export type Happened = RunProgress['happened'][number];
export type RunStatus = RunProgress['status'];
type Suppression = RunProgress['suppressedBy'][number]['reason'];

/** What a server newer than this page tells beside these shows as «другая причина», or is left out. */
const REASONS = ['opted_out', 'no_consent', 'same_number', 'no_route', 'too_long', 'no_value'] as const satisfies readonly Suppression[];
const LOGGED = ['launched', 'planned', 'started', 'paused', 'resumed', 'stopped', 'finished', 'cancelled'] as const satisfies readonly Happened['kind'][];

/** Why somebody got nothing: the server's reasons, and that a stop kept it back. */
export type Reason = Suppression | 'stopped' | 'other';

export const isLogged = ({ kind }: Happened) => LOGGED.includes(kind);
export type { MessageClass } from '@/shared/messageClass';

/** Messages that have left us, whatever became of them. */
export function sent(run: RunProgress): number {
    return Math.max(0, run.messages - run.queued - run.cancelled);
}

/** People who get nothing: suppressed while planning, or cancelled by a stop. */
export function skipped(run: RunProgress): number {
    return run.suppressed + run.cancelled;
}

/** People who will get it but stand in no queue yet: not all are judged. */
export function unplanned(run: RunProgress): number {
    return Math.max(0, run.recipients - run.messages);
}

/** How far the run has come, as a share of one. What a stop kept back was never done; an empty audience is. */
export function done(run: RunProgress): number {
    if (run.recipients === 0) return isOver(run) ? 1 : 0;
    return Math.min(1, sent(run) / run.recipients);
}

/** Nothing more will be sent. */
export function isOver(run: { status: RunStatus }): boolean {
    return run.status === 'finished' || run.status === 'stopped' || run.status === 'cancelled';
}

/** Nothing has been sent, and it can be taken back whole. */
export function isAhead(run: { status: RunStatus }): boolean {
    return run.status === 'held' || run.status === 'scheduled';
}

/** Nothing more will change: over, and every receipt is in. */
export function isSettled(run: RunProgress): boolean {
    return isOver(run) && run.pending === 0;
}

/** Who launched it, when the server knows. */
export function launchedBy(run: RunProgress): string | null {
    return run.happened.find((event) => (event.kind === 'launched' || event.kind === 'started') && event.by !== null)?.by ?? null;
}

/** The last event of a kind, by time. */
export function lastOf(run: RunProgress, kind: Happened['kind']): Happened | null {
    return run.happened.filter((event) => event.kind === kind).reduce<Happened | null>(
        (last, event) => (last === null || Date.parse(event.at) >= Date.parse(last.at) ? event : last),
        null,
    );
}

/** Suppressions and cancelled messages under one list of reasons, biggest first. */
export function skippedBy(run: RunProgress): { reason: Reason; count: number }[] {
    const counts = new Map<Reason, number>();
    for (const { reason, count } of run.suppressedBy) {
        const told = REASONS.includes(reason) ? reason : 'other';
        counts.set(told, (counts.get(told) ?? 0) + count);
    }
    if (run.cancelled > 0) counts.set('stopped', run.cancelled);
    return [...counts]
        .map(([reason, count]) => ({ reason, count }))
        .filter(({ count }) => count > 0)
        .toSorted((one, other) => other.count - one.count);
}

/** One operator's feather: `thickness` in pixels, segments as shares of its length, left to right. */
export type Feather = {
    id: string;
    name: string;
    thickness: number;
    delivered: number;
    accepted: number;
    uncertain: number;
    error: number;
    skipped: number;
    /** What has left us: all segments but the skipped. */
    length: number;
};

const THICKNESS_OF_ALL = 100;
const THINNEST = 10;
/** Labels are 16 px high: two thin neighbours need this much to keep them apart. */
const THINNEST_BESIDE_THIN = 14;
const THICKEST = 64;

/**
 * Feathers from top to bottom, the biggest operator in the middle. While the list is still being judged, an operator's total
 * is estimated from the part judged so far, so that a feather never shrinks when more people come in.
 */
export function feathers(run: RunProgress): Feather[] {
    const all = run.connections.filter((connection) => connection.messages > 0);
    const total = all.reduce((sum, connection) => sum + connection.messages, 0);
    // Who is not judged yet, or was cancelled before a route was chosen, makes every feather shorter, not invisible.
    const known = run.recipients === 0 ? 1 : Math.min(1, total / run.recipients);
    const thin = all.filter((connection) => (connection.messages / total) * THICKNESS_OF_ALL < THINNEST_BESIDE_THIN).length;
    const least = thin > 1 ? THINNEST_BESIDE_THIN : THINNEST;
    const bySize = all
        .toSorted((one, other) => other.messages - one.messages || one.name.localeCompare(other.name))
        .map((connection): Feather => {
            const share = (value: number) => (value / connection.messages) * known;
            const { delivered, pending, uncertain, failed, queued } = connection;
            const gone = Math.max(0, connection.messages - queued - delivered - pending - uncertain - failed);
            return {
                id: connection.id,
                name: connection.name,
                thickness: Math.min(THICKEST, Math.max(least, Math.round((connection.messages / total) * THICKNESS_OF_ALL))),
                delivered: share(delivered),
                accepted: share(pending),
                uncertain: share(uncertain),
                error: share(failed),
                skipped: share(gone),
                length: share(connection.messages - queued - gone),
            };
        });
    return bySize.reduce<Feather[]>((fan, feather, index) => (index % 2 === 1 ? [feather, ...fan] : [...fan, feather]), []);
}
