import type { Schemas } from './api';

/** What a message is for: decides who may get it and who goes first. */
export type MessageClass = Schemas['RunView']['messageClass'];
