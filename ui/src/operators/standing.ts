import type { Connection } from './api';

/** What a connection is doing, in one word of ours. */
export type Standing = Connection['health']['state'] | Exclude<Connection['health']['opening'], 'open'>;

/** That somebody paused it explains everything else; that it is down comes before hours and limits, as it needs mending. */
export function standing({ health: { state, opening } }: Connection): Standing {
    if (state === 'off') return 'off';
    if (opening === 'paused') return 'paused';
    if (state === 'down' || opening === 'open') return state;
    return opening;
}

export type Limit = { term: 'day' | 'month'; used: number; of: number; /** Near its end, or at it. */ near: boolean };

/** From this share of a limit on it is worth a word. */
const NEAR = 0.8;

/** The limits of a connection and how much of each is used; those it does not have are left out. */
export function limits({ perDay, perMonth, health }: Connection): Limit[] {
    const all = [
        { term: 'day' as const, used: health.partsToday, of: perDay },
        { term: 'month' as const, used: health.partsThisMonth, of: perMonth },
    ];
    return all.filter(({ of }) => of > 0).map((limit) => ({ ...limit, near: limit.used >= limit.of * NEAR }));
}
