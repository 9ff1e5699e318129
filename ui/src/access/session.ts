import * as z from 'zod';

export const sessionSchema = z.object({
    login: z.string(),
    name: z.string(),
    role: z.string(),
    department: z.object({ id: z.string(), name: z.string() }).nullable(),
    language: z.string(),
});

/** Who is logged in. */
export type Session = z.infer<typeof sessionSchema>;
