import * as z from 'zod';

export const messageClassSchema = z.enum(['alarm', 'transactional', 'service', 'advertising']);

/** What a message is for: decides who may get it and who goes first. */
export type MessageClass = z.infer<typeof messageClassSchema>;
