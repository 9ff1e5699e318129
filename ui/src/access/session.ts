import type { Schemas } from '@/shared/api';

/** Who is logged in; `phone` is their own number, whole: where «Отправить себе» goes. */
export type Session = Schemas['SessionView'];

/** What somebody is here to do; each user has one. */
export type Role = Session['role'];

export const ROLES = ['administrator', 'campaign_manager', 'approver', 'agent', 'analyst', 'alert_operator'] as const satisfies readonly Role[];
