import type { Role, Session } from './session';

/** The server decides; these only keep the page from offering what it would refuse. */
const RIGHTS = {
    'campaigns.read': ['administrator', 'campaign_manager', 'approver', 'analyst'],
    'campaigns.write': ['administrator', 'campaign_manager'],
    'campaigns.check': ['administrator', 'campaign_manager', 'approver'],
    'clients.read': ['administrator', 'campaign_manager', 'approver', 'agent'],
    'clients.write': ['administrator', 'campaign_manager', 'agent'],
    'imports.write': ['administrator', 'campaign_manager'],
    'segments.read': ['administrator', 'campaign_manager', 'approver'],
    'segments.write': ['administrator', 'campaign_manager'],
    'texts.read': ['administrator', 'campaign_manager', 'approver'],
    'texts.write': ['administrator', 'campaign_manager'],
    'reports.read': ['administrator', 'campaign_manager', 'approver', 'analyst'],
    administer: ['administrator'],
} as const satisfies Record<string, readonly Role[]>;

export type Right = keyof typeof RIGHTS;

/** Whether somebody may do something, going by their role. */
export function can(session: Session | null, right: Right): boolean {
    const roles: readonly Role[] = RIGHTS[right];
    return session !== null && roles.includes(session.role);
}
