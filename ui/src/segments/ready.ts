import type { Criteria } from './criteria';
import { type Field, fieldOf } from './fields';
import { leavesOf } from './criteria';

/** Segments nearly every company asks for; offered where none are saved yet. */
export const READY = {
    away: { field: 'last_visit', is: 'days_ago_more', days: 90 },
    debtors: { all: [{ field: 'debt', is: 'gt', value: 0 }, { field: 'due_date', is: 'within_days', days: 7 }] },
    newcomers: { field: 'registration_date', is: 'days_ago_less', days: 30 },
    bonuses: { field: 'bonus_points', is: 'ge', value: 1_000 },
    app: { field: 'app_user', is: 'false' },
} satisfies Record<string, Criteria>;

export type ReadyName = keyof typeof READY;

export const isReady = (name: string | undefined): name is ReadyName => name !== undefined && Object.hasOwn(READY, name);

/** Those whose every field there is here. */
export function readyFor(fields: readonly Field[]): ReadyName[] {
    return (Object.keys(READY) as ReadyName[]).filter((name) => leavesOf(READY[name]).every(({ field, is }) => fieldOf(fields, field)?.operators.includes(String(is))));
}
