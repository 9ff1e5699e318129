import type { Session } from '@/access';

/** Who makes, launches and repeats campaigns; everybody else who comes here reads. */
export function mayWrite(session: Session | null): boolean {
    return session?.role === 'campaign_manager' || session?.role === 'administrator';
}
