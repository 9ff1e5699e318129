-- Campaigns and their runs. A run keeps its own copy of what it sends and to whom: later changes of the campaign do not
-- touch it.

create table campaign (
    id            bigint      not null primary key,
    department_id bigint      not null,
    name          text        not null,
    class         smallint    not null,
    sender        text,
    text          text        not null,
    segment_id    bigint,
    criteria      jsonb       not null,
    created_at    timestamptz not null,
    created_by    text        not null
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
    status          text        not null check (status in ('active', 'paused', 'stopped', 'finished')),
    expected        bigint      not null,
    -- The last client that has an outcome; planning goes on behind it.
    checkpoint      bigint      not null default 0,
    audience        bigint      not null default 0,
    messages        bigint      not null default 0,
    started_at      timestamptz not null,
    started_by      text        not null,
    planned_at      timestamptz,
    finished_at     timestamptz,
    idempotency_key text        not null unique
);
create index run_campaign on run (campaign_id, id desc);
create index run_open on run (id) where status in ('active', 'paused');

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
