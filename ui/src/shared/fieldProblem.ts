import { ApiProblem } from './api';

/** What the server says is wrong with one field, if it does. */
export function fieldProblem(error: unknown, pointer: string): string | null {
    if (!(error instanceof ApiProblem)) return null;
    return error.errors.find((one) => one.pointer === pointer)?.detail ?? null;
}

/** Whether a refusal is told at the fields of a form, so that it needs no sentence of its own. */
export function toldAtFields(error: unknown, pointers: readonly string[]): boolean {
    return error instanceof ApiProblem && error.errors.length > 0 && error.errors.every((one) => pointers.includes(one.pointer));
}
