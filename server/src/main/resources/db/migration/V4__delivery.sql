-- Connections to operators and the facts of delivery. Facts are appended, never rewritten.

create table connection (
    id              smallint generated always as identity primary key,
    name            text     not null unique,
    kind            text     not null,
    enabled         boolean  not null default true,
    priority        smallint not null default 0,
    rate_per_second integer  not null default 0 check (rate_per_second >= 0),
    -- What a part costs, in roubles.
    unit_price      numeric(10, 4) not null default 0 check (unit_price >= 0),
    -- Leads to the simulator inside the server and carries practice messages alone.
    practice        boolean  not null default false,
    prefixes        text[]   not null default '{}',
    options         jsonb    not null default '{}',
    secret          bytea    not null
);

-- What is to be said to whom. Ids are time-ordered, so a range of ids is a range of time: retention drops partitions.
create table message (
    id            bigint   not null primary key,
    department_id bigint   not null,
    run_id        bigint,
    client_id     bigint,
    msisdn        bigint   not null,
    class         smallint not null,
    parts         smallint not null,
    sender        text,
    text          text     not null
) partition by range (id);

-- Nobody twice: a person has one outcome in a run's step, a message or one reason why there is none.
create table run_person (
    run_id     bigint   not null,
    step       smallint not null,
    person_id  bigint   not null,
    message_id bigint,
    reason     smallint,
    primary key (run_id, step, person_id),
    check (num_nonnulls(message_id, reason) = 1)
) partition by range (run_id);

-- Messages with consecutive ids that wait for one connection. taken_through moves up as groups go out.
create table batch (
    first_id      bigint   not null primary key,
    last_id       bigint   not null,
    connection_id smallint not null references connection,
    class         smallint not null,
    run_id        bigint,
    taken_through bigint   not null,
    cancelled     boolean  not null default false,
    check (taken_through between first_id - 1 and last_id)
);
create index batch_lane on batch (connection_id, class, first_id) where taken_through < last_id and not cancelled;
create index batch_run on batch (run_id);

-- Runs whose messages must not go out now (held), or never (cancelled).
create table run_hold (
    run_id    bigint  not null primary key,
    cancelled boolean not null default false
);

-- Written before a group is put on the wire, removed in the transaction that stores the last of its outcomes. What
-- stands here after a crash was perhaps sent, perhaps not. A row lives for a moment: packing its ids would be for nothing.
create table intent (
    id            bigint   not null primary key,
    connection_id smallint not null,
    message_ids   bigint[] storage external not null,
    -- For a repeated part: its number and attempt. Whole messages have -1 and 1.
    part          smallint not null,
    attempt       smallint not null
) with (toast_tuple_target = 8160);
create index intent_connection on intent (connection_id);

-- One attempt to hand one part to a provider. outcome: 0 accepted, 1 refused for good, 2 throttled or temporary,
-- 3 not sent, 4 unknown, 5 cancelled before it was sent, 6 accepted as a later receipt proves.
create table submission (
    message_id    bigint      not null,
    part          smallint    not null,
    attempt       smallint    not null,
    connection_id smallint    not null,
    outcome       smallint    not null,
    provider_id   text,
    error         text,
    at            timestamptz not null
) partition by range (message_id);
create index submission_message on submission using brin (message_id) with (pages_per_range = 16);
-- For what went out lately. The newest rows are read whether they are summarised or not.
create index submission_at on submission using brin (at) with (pages_per_range = 16);
create index submission_provider on submission using hash (provider_id);

-- What a provider said of a part later on. state: see ReceiptState.
create table receipt (
    message_id bigint      not null,
    part       smallint    not null,
    attempt    smallint    not null,
    state      smallint    not null,
    error      text,
    done_at    timestamptz not null,
    stored_at  timestamptz not null
) partition by range (message_id);
create index receipt_message on receipt using brin (message_id) with (pages_per_range = 16);
create index receipt_stored on receipt using brin (stored_at) with (pages_per_range = 16);

-- Receipts for which no part is known yet: they overtook the answer to their submit, or the answer was lost.
create table parked_receipt (
    id            bigint generated always as identity primary key,
    connection_id smallint    not null,
    provider_id   text        not null,
    msisdn        bigint      not null,
    state         smallint    not null,
    error         text,
    done_at       timestamptz not null,
    stored_at     timestamptz not null
);
create index parked_receipt_provider on parked_receipt (connection_id, provider_id);

-- Parts to be handed over again: throttled, or never sent.
create table put_back (
    message_id    bigint      not null,
    part          smallint    not null,
    attempt       smallint    not null,
    connection_id smallint    not null,
    class         smallint    not null,
    run_id        bigint,
    due_at        timestamptz not null,
    primary key (message_id, part)
);
create index put_back_lane on put_back (connection_id, due_at);

-- Parts of which nobody knows whether the provider has them. Settled by a late receipt, or by hand.
create table uncertain (
    message_id    bigint      not null,
    part          smallint    not null,
    attempt       smallint    not null,
    connection_id smallint    not null,
    msisdn        bigint      not null,
    reason        text        not null,
    since         timestamptz not null,
    settled_at    timestamptz,
    settled_as    text,
    primary key (message_id, part, attempt)
);
create index uncertain_open on uncertain (connection_id, msisdn) where settled_at is null;

-- How far a run is on a connection, counted in messages (parts: in parts), kept in the transactions that store the facts.
create table run_tally (
    run_id        bigint   not null,
    connection_id smallint not null,
    taken         bigint   not null default 0,
    delivered     bigint   not null default 0,
    failed        bigint   not null default 0,
    uncertain     bigint   not null default 0,
    cancelled     bigint   not null default 0,
    parts         bigint   not null default 0,
    changed_at    timestamptz not null,
    primary key (run_id, connection_id)
) with (fillfactor = 50);
