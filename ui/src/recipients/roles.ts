import type { Session } from '@/access';

const is = (session: Session | null, ...roles: string[]) => session !== null && roles.includes(session.role);

/** Whoever talks with clients may write down what they say about being written to. */
export const mayDecide = (session: Session | null) => is(session, 'campaign_manager', 'agent', 'administrator');
export const mayImport = (session: Session | null) => is(session, 'campaign_manager', 'administrator');
export const maySegment = (session: Session | null) => is(session, 'campaign_manager', 'approver', 'administrator');
