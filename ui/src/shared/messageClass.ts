import type { Schemas } from './api';

/** What a message is for: decides who may get it and who goes first. */
export type MessageClass = Schemas['RunView']['messageClass'];

export const MESSAGE_CLASSES = ['alarm', 'transactional', 'service', 'advertising'] as const satisfies readonly MessageClass[];
