import type { Schemas } from './api';

/** Somebody from an audience; the server has masked the number for those who may not see it. */
export type Person = Schemas['PersonView'];
