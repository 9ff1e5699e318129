import * as z from 'zod';

export const ROLES = ['administrator', 'campaign_manager', 'approver', 'agent', 'analyst', 'alert_operator'] as const;

export const roleSchema = z.enum(ROLES);

/** What somebody is here to do; each user has one. */
export type Role = z.infer<typeof roleSchema>;

export const sessionSchema = z.object({
    login: z.string(),
    name: z.string(),
    role: roleSchema,
    department: z.object({ id: z.string(), name: z.string() }).nullable(),
    language: z.string(),
    /** Their own number, whole: where «Отправить себе» goes. */
    phone: z.string().nullable(),
    /** Practice mode: own clients and campaigns, messages to simulated phones only. */
    practice: z.boolean(),
});

/** Who is logged in. */
export type Session = z.infer<typeof sessionSchema>;
