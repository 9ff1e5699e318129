-- Campaigns and their runs. A run keeps its own copy of what it sends and to whom: later changes of the campaign do not
-- touch it.

create table campaign (
    id            bigint      not null primary key,
    department_id bigint      not null,
    name          text        not null check (char_length(name) <= 200),
    status        text        not null default 'draft' check (status in ('draft', 'launched')),
    class         smallint    not null,
    sender        text,
    text          text        not null,
    text_id       bigint,
    -- Whom it goes to: conditions of its own, a saved segment, or people of an earlier run in these states; nothing of
    -- it while nobody has said.
    criteria      jsonb,
    segment_id    bigint,
    of_run        bigint,
    of_states     text[],
    list          text        not null default 'frozen' check (list in ('live', 'frozen')),
    -- When it starts; null for at once.
    start_at      timestamptz,
    per_minute    integer     check (per_minute between 1 and 1000000),
    step          text        not null default 'who' check (step in ('who', 'what', 'when', 'check')),
    version       integer     not null default 1,
    created_at    timestamptz not null,
    created_by    text        not null,
    changed_at    timestamptz not null,
    check (num_nonnulls(criteria, segment_id, of_run) <= 1),
    check ((of_run is null) = (of_states is null))
);
create index campaign_department on campaign (department_id, id desc);

create table run (
    id              bigint      not null primary key,
    campaign_id     bigint      not null references campaign,
    department_id   bigint      not null,
    name            text        not null,
    class           smallint    not null,
    sender          text,
    text            text        not null,
    criteria        jsonb       not null,
    -- frozen: the people stand in run_audience; live: whoever meets the criteria when it starts.
    list            text        not null check (list in ('live', 'frozen')),
    status          text        not null
        check (status in ('held', 'scheduled', 'active', 'paused', 'stopped', 'finished', 'cancelled')),
    -- Messages a minute at the most; null for as fast as the connections go.
    per_minute      integer,
    expected        bigint      not null,
    -- The price by the forecast at launch.
    cost_expected   numeric(14, 4) not null default 0,
    -- The last client that has an outcome; planning goes on behind it.
    checkpoint      bigint      not null default 0,
    audience        bigint      not null default 0,
    messages        bigint      not null default 0,
    launched_at     timestamptz not null,
    started_by      text        not null,
    -- When it is to start; from the start on, when it did.
    started_at      timestamptz not null,
    planned_at      timestamptz,
    finished_at     timestamptz,
    idempotency_key text        not null unique
);
create index run_campaign on run (campaign_id, id desc);
create index run_department on run (department_id, id desc);
create index run_open on run (id) where status in ('held', 'scheduled', 'active', 'paused');

-- The people of a frozen list, as they were at launch.
create table run_audience (
    run_id    bigint not null references run,
    client_id bigint not null,
    primary key (run_id, client_id)
);

-- What a run has planned for each connection, and what a part costs there: the price of the launch, whatever it is later.
create table run_connection (
    run_id        bigint         not null references run,
    connection_id smallint       not null,
    unit_price    numeric(10, 4) not null,
    messages      bigint         not null default 0,
    parts         bigint         not null default 0,
    primary key (run_id, connection_id)
);

create table run_suppressed (
    run_id bigint   not null references run,
    reason smallint not null,
    people bigint   not null,
    primary key (run_id, reason)
);

-- What happened to a run, for people to read.
create table run_event (
    id            bigint generated always as identity primary key,
    run_id        bigint      not null references run,
    at            timestamptz not null,
    kind          text        not null,
    by            text,
    connection_id smallint
);
create index run_event_run on run_event (run_id, id);
