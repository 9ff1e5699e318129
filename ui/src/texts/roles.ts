import type { Session } from '@/access';

/** Who may write texts; everybody else of the department reads them. */
export function mayWrite(session: Session | null): boolean {
    return session?.role === 'campaign_manager' || session?.role === 'administrator';
}
