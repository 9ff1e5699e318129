-- Other systems that clients come from: how they are reached, what is read there and what it becomes here.
create table source (
    id bigint generated always as identity primary key,
    department_id bigint not null references department,
    name text not null check (char_length(name) between 1 and 100),
    kind text not null,
    options jsonb not null,
    secret bytea not null,
    -- Limits for the other system's sake: of one question, and of rows on average; 0 for none.
    statement_seconds int not null,
    rows_per_second int not null,
    target text not null check (target in ('client')),
    entity text not null,
    key_column text not null,
    -- Tells when a row changed; without it every run reads everything.
    changed_column text,
    -- [{"column", "field", "conflict"}]
    mapping jsonb not null,
    -- 0 for by hand only.
    every_minutes int not null,
    full_at time,
    removes_missing boolean not null,
    -- A full run that would remove more per cent of the source's clients is taken for a mistake.
    most_removed int not null,
    -- How far the changes are read.
    cursor text,
    version int not null default 1,
    created_at timestamptz not null,
    changed_by text not null
);

create unique index source_name on source (department_id, lower(name));

create table source_run (
    id bigint generated always as identity primary key,
    source_id bigint not null references source on delete cascade,
    mode text not null check (mode in ('incremental', 'full', 'dry')),
    status text not null check (status in ('running', 'done', 'failed', 'stopped')),
    started_at timestamptz not null,
    -- Empty when it was time.
    started_by text not null,
    finished_at timestamptz,
    -- Who works at it, a sign of life, and whether somebody wants it to end.
    owner uuid not null,
    beat_at timestamptz not null,
    stopping boolean not null default false,
    -- Written with each batch, in its transaction.
    cursor text,
    rows_read bigint not null default 0,
    created bigint not null default 0,
    changed bigint not null default 0,
    unchanged bigint not null default 0,
    removed bigint not null default 0,
    kept bigint not null default 0,
    bad bigint not null default 0,
    failure text,
    failure_arguments text[] not null default '{}'
);

create unique index source_run_running on source_run (source_id) where status = 'running';
create index source_run_source on source_run (source_id, id);

-- Values that could not be used: the row's key in the other system and the reason, never the value.
create table source_run_problem (
    run_id bigint not null references source_run on delete cascade,
    n bigint not null,
    row_key text not null,
    column_name text not null,
    message_key text not null,
    arguments text[] not null,
    primary key (run_id, n)
);

-- Clients whom a source has. It removes only those that it brought; written_at is the client's updated_at of the last time
-- that it changed anything in them.
create table client_source (
    source_id bigint not null,
    client_id bigint not null,
    brought boolean not null,
    written_at timestamptz,
    primary key (source_id, client_id)
);

create index client_source_client on client_source (client_id);

-- Clients whom a full run has met so far; emptied when it ends.
create table client_source_seen (
    run_id bigint not null,
    client_id bigint not null,
    primary key (run_id, client_id)
);
