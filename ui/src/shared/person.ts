import * as z from 'zod';

/** Somebody from an audience; the server has masked the number for those who may not see it. */
export const personSchema = z.object({
    id: z.string(),
    name: z.string().nullable(),
    phone: z.string(),
    city: z.string().nullable(),
    localTime: z.string().nullable(),
});

export type Person = z.infer<typeof personSchema>;
