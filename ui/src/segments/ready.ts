import type { Catalogue } from './catalogue';
import { type Criteria, isField, leavesOf } from './criteria';
import { fieldOf } from './fields';

/** Segments nearly every company asks for; offered where none are saved yet. */
export const READY = {
    away: { field: 'last_visit', is: 'days_ago_more', days: 90 },
    debtors: { all: [{ field: 'debt', is: 'gt', value: 0 }, { field: 'due_date', is: 'within_days', days: 7 }] },
    newcomers: { field: 'registration_date', is: 'days_ago_less', days: 30 },
    birthdays: { field: 'birth_date', is: 'anniversary_within', days: 7 },
    bonuses: { field: 'bonus_points', is: 'ge', value: 1_000 },
    app: { field: 'app_user', is: 'false' },
    frequent: { about: 'event', kind: 'purchase', is: 'count', at_least: 3, days: 90 },
    lapsed: { about: 'event', kind: 'purchase', is: 'last', at_least: 90 },
    rested: { all: [{ about: 'messages', is: 'none', days: 30 }, { not: { about: 'opt_out', is: 'true' } }] },
    silent: { about: 'campaign', is: 'silent', days: 90 },
    unreachable: { about: 'messages', is: 'undelivered', days: 30 },
    consenting: { about: 'consent', purpose: 'advertising', is: 'given', days: 30 },
} satisfies Record<string, Criteria>;

export type ReadyName = keyof typeof READY;

export const isReady = (name: string | undefined): name is ReadyName => name !== undefined && Object.hasOwn(READY, name);

/** Those that ask only about what there is here. */
export function readyFor({ fields, eventKinds, asks }: Catalogue): ReadyName[] {
    return (Object.keys(READY) as ReadyName[]).filter((name) =>
        leavesOf(READY[name]).every((leaf) =>
            isField(leaf) ? fieldOf(fields, leaf.field)?.operators.includes(String(leaf.is)) : asks(leaf.about, String(leaf.is)) && (leaf.about !== 'event' || eventKinds.some(({ key }) => key === leaf.kind)),
        ),
    );
}
