-- Selections: questions kept against a source, whose answers are people with values of their own.
create table selection (
    id bigint generated always as identity primary key,
    department_id bigint not null references department,
    source_id bigint not null references source,
    name text not null check (char_length(name) between 1 and 100),
    -- What is asked: a question in SQL, or the rows of an entity that pass filters.
    query text,
    entity text,
    key_column text,
    -- [{"column", "is", "value"}]
    filters jsonb not null,
    -- [{"name", "type", "value"}]
    parameters jsonb not null,
    match text not null check (match in ('phone', 'external_id')),
    match_column text not null,
    creates_unknown boolean not null,
    -- [{"name", "type", "column"}]
    variables jsonb not null,
    -- 0 for by hand only.
    every_minutes int not null,
    daily_at time,
    -- The last whole run: its people are who is in the selection. Nothing else makes a run visible.
    last_run bigint,
    version int not null default 1,
    created_at timestamptz not null,
    changed_by text not null,
    check (num_nonnulls(query, entity) = 1),
    check ((entity is null) = (key_column is null))
);

create unique index selection_name on selection (department_id, lower(name collate "pg_c_utf8"));

create table selection_run (
    id bigint generated always as identity primary key,
    selection_id bigint not null references selection on delete cascade,
    status text not null check (status in ('running', 'done', 'failed', 'stopped')),
    started_at timestamptz not null,
    -- Empty when it was time.
    started_by text not null,
    finished_at timestamptz,
    -- Who works at it, a sign of life, and whether somebody wants it to end.
    owner uuid not null,
    beat_at timestamptz not null,
    stopping boolean not null default false,
    -- The parameters and variables of this run, whatever becomes of the selection.
    parameters jsonb not null,
    variables jsonb not null,
    rows_read bigint not null default 0,
    people bigint not null default 0,
    created bigint not null default 0,
    unknown bigint not null default 0,
    repeated bigint not null default 0,
    bad bigint not null default 0,
    -- Whether the people are still there: those of older runs are forgotten.
    has_people boolean not null default false,
    failure text,
    failure_arguments text[] not null default '{}'
);

create unique index selection_run_running on selection_run (selection_id) where status = 'running';
create index selection_run_selection on selection_run (selection_id, id);

-- Values that could not be used: the row's place in the answer and the reason, never the value.
create table selection_run_problem (
    run_id bigint not null references selection_run on delete cascade,
    n bigint not null,
    row_key text not null,
    column_name text not null,
    message_key text not null,
    arguments text[] not null,
    primary key (run_id, n)
);

-- Who a run found, with the values of the run's variables in their order. Written in one transaction with the run's end.
create table selection_person (
    run_id bigint not null,
    client_id bigint not null,
    vals text[] not null,
    primary key (run_id, client_id)
);

create index selection_person_sample on selection_person (run_id, client_id) where ((client_id >> 6) & 63) = 0;

-- The run of a selection whose values the text of a campaign's run names.
alter table run add selection_run bigint;

-- A draft that is launched each time a selection has run whole, as it stood when somebody said so.
create table selection_campaign (
    selection_id bigint not null primary key references selection on delete cascade,
    campaign_id bigint not null references campaign on delete cascade,
    campaign_version int not null,
    -- Runs up to this one launch nothing.
    after_run bigint not null,
    set_by text not null,
    set_at timestamptz not null
);

create index selection_campaign_campaign on selection_campaign (campaign_id);

-- What came of it; written in the launch's transaction, so that no run of a selection launches twice.
create table selection_launch (
    selection_run bigint not null primary key references selection_run on delete cascade,
    campaign_id bigint not null,
    run_id bigint,
    -- Why nothing was launched: the code of a problem and what its sentence needs.
    problem text,
    arguments text[] not null default '{}',
    at timestamptz not null
);
