import type { AnswerOf, BodyOf, FieldProblem, Operation, PathOf } from '@/shared/api';
import type { Status } from './status';

/** A call as a handler sees it: path parameters by name, the query, the body as JSON (or the raw text when it is none). */
export type Asked<O extends Operation> = { params: PathOf<O>; query: URLSearchParams; body: BodyOf<O>; headers: Record<string, string | undefined> };

/** What a refusal says; the rest is made up. */
type Refusal = { detail?: string; code?: string; errors?: FieldProblem[] };
type Said<O extends Operation> = AnswerOf<O> | Status<AnswerOf<O>> | Status<Refusal> | Status | 'never' | undefined;

/** What is answered to an operation: the body, or a `Status` with one; 'never' keeps the browser waiting, undefined is not found. */
type Handler<O extends Operation> = (asked: Asked<O>) => Said<O> | Promise<Said<O>>;

/** A feature's part of the server, held to the server's own description. Later ones win over earlier ones and over the built-in ones; 'public' ones are asked without a session, too. */
export type Handlers = { [O in Operation]?: Handler<O> } & { [O in Operation as `public ${O}`]?: Handler<O> };
