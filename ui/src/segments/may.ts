import type { Session } from '@/access';

/** Approvers read segments; those who make campaigns change them. */
export const mayChange = (session: Session | null): boolean => session !== null && session.role !== 'approver';
