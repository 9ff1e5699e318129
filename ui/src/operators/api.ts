import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, type Schemas } from '@/shared/api';

export type Option = Schemas['ConnectionKindConnectorOptionView'];
/** A way to speak to an operator, with the settings it takes. */
export type Kind = Schemas['ConnectionKindKindView'];
/** One connection to an operator, and how it does. */
export type Connection = Schemas['ConnectionView'];

/** What is saved; without a secret the old one stays. */
export type Settings = Pick<
    Connection,
    'name' | 'kind' | 'priority' | 'ratePerSecond' | 'perDay' | 'perMonth' | 'opensAt' | 'closesAt' | 'unitPrice' | 'prefixes' | 'fallbacks' | 'options'
> & { secret?: string };
/** What somebody ordered: to send, only to finish what waits, to send nothing. */
export type Flow = Connection['flow'];

const KEEPS_UP = 5_000;

export const connectionsQuery = queryOptions({
    queryKey: ['connections'],
    refetchInterval: KEEPS_UP,
    queryFn: ({ signal }) => call('GET /connections', { signal }),
    select: ({ items }) => items,
});

/** Whether nothing is sent because the database runs out of room. */
export const haltedQuery = queryOptions({ ...connectionsQuery, select: ({ halted }) => halted });

export const kindsQuery = queryOptions({
    queryKey: ['connection-kinds'],
    staleTime: Infinity,
    queryFn: async ({ signal }) => (await call('GET /connection-kinds', { signal })).items,
});

export function connect(settings: Settings): Promise<Connection> {
    return call('POST /connections', { body: settings });
}

export function change(id: string, settings: Settings): Promise<Connection> {
    return call('PUT /connections/:id', { path: { id }, body: settings });
}

export function turn(id: string, on: boolean): Promise<Connection> {
    return call(`POST /connections/:id/${on ? 'enable' : 'disable'}`, { path: { id } });
}

export function setFlow(id: string, flow: Flow): Promise<Connection> {
    return call('POST /connections/:id/flow', { path: { id }, body: { flow } });
}

export function sendTest(id: string, phone: string, text: string): Promise<{ id: string }> {
    return call('POST /connections/:id/test', { path: { id }, body: { phone, text } });
}

/** What became of a test message. */
export type TestMessage = Schemas['TestMessageTestView'];

const LOOK = 1_000;

/** Asked again until nothing more can change. */
export const testQuery = (id: string) =>
    queryOptions({
        queryKey: ['test-message', id],
        queryFn: ({ signal }) => call('GET /test-messages/:id', { path: { id }, signal }),
        refetchInterval: ({ state }) => (state.data && state.data.state !== 'queued' && state.data.state !== 'pending' ? false : LOOK),
    });

/** A message of which nobody knows whether the operator has it. */
export type Uncertain = Schemas['UncertainLine'];
export type Summary = Schemas['UncertainSummary'];
export type Choice = NonNullable<Schemas['UncertainDecision']['what']>;
export type Verdict = Schemas['UncertainVerdict'];

/** Which of them are looked at; as it stands in the address. */
export type Which = { connection?: string | undefined; messageClass?: Uncertain['messageClass'] | undefined; run?: string | undefined };

/** How many there are: asked for again and again, as it says nothing of anybody. */
export const summaryQuery = (which: Which) =>
    queryOptions({
        queryKey: ['uncertain', 'summary', which],
        refetchInterval: KEEPS_UP,
        queryFn: ({ signal }) => call('GET /uncertain/summary', { query: which, signal }),
    });

const PAGE = 50;

/** The messages themselves are asked for when their numbers move: every look at people is written down. */
export const uncertainQuery = (which: Which, summary: Summary | undefined) =>
    infiniteQueryOptions({
        queryKey: ['uncertain', 'list', which, summary?.waiting, summary?.decided],
        enabled: summary !== undefined,
        placeholderData: keepPreviousData,
        initialPageParam: null as string | null,
        queryFn: ({ pageParam, signal }) => call('GET /uncertain', { query: { ...which, limit: PAGE, after: pageParam }, signal }),
        getNextPageParam: ({ next }) => next,
    });

/** Whom a decision is about: some messages, or all that were seen. */
export type Whom = { messages: string[] } | { which: Which; seen: number };

export function decide(what: Choice, whom: Whom, key: string): Promise<Verdict> {
    return call('POST /uncertain/decisions', {
        key,
        body:
            'messages' in whom
                ? { what, messages: whom.messages, which: null, seen: null }
                : {
                      what,
                      messages: null,
                      which: { connection: whom.which.connection ?? null, messageClass: whom.which.messageClass ?? null, run: whom.which.run ?? null, reason: null, olderThanMinutes: null },
                      seen: whom.seen,
                  },
    });
}
