import type { Connection } from './api';

/** Why a connection gets nothing new, whoever or whatever closed it. */
export type Closure = Exclude<Connection['health']['opening'], 'open'>;

/** Null while it is open; one that is off is beyond that. */
export function closure({ health: { state, opening } }: Connection): Closure | null {
    return state === 'off' || opening === 'open' ? null : opening;
}

/** What a connection is doing, in one word of ours. */
export type Standing = Connection['health']['state'] | Closure;

/** That somebody paused it explains everything else; that it is down comes before hours and limits, as it needs mending. */
export function standing(connection: Connection): Standing {
    const closed = closure(connection);
    const { state } = connection.health;
    return closed !== null && (closed === 'paused' || state !== 'down') ? closed : state;
}

export type Limit = { term: 'day' | 'month'; used: number; of: number; /** Near its end, or at it. */ near: boolean };

/** From this share of a limit on it is worth a word. */
const NEAR = 0.8;

/** The limits of a connection and how much of each is used; those it does not have, or of which nobody counts, are left out. */
export function limits({ perDay, perMonth, health }: Connection): Limit[] {
    const all = [
        { term: 'day' as const, used: health.partsToday, of: perDay },
        { term: 'month' as const, used: health.partsThisMonth, of: perMonth },
    ];
    return all.flatMap(({ term, used, of }) => (of > 0 && used !== null ? [{ term, used, of, near: used >= of * NEAR }] : []));
}
