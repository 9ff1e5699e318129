-- Sources that get results of messages to their clients, and how far each has them.
create table write_back (
    source_id bigint primary key references source on delete cascade,
    options jsonb not null,
    secret bytea not null,
    kinds text[] not null,
    -- The last result that the source has, or need not have.
    written_through bigint not null,
    written bigint not null default 0,
    written_at timestamptz,
    failure text,
    failure_arguments text[] not null default '{}',
    -- After a failure, not before.
    again_at timestamptz,
    version int not null default 1,
    -- Results count from then on.
    begun_at timestamptz not null,
    changed_at timestamptz not null,
    changed_by text not null
);

-- What is to be told, each once: of a message (kind 1 delivered, 2 failed) or of an incoming one (3 replied, 4 opted out).
-- One writer alone: ids are committed in their order.
create table result (
    id bigint generated always as identity primary key,
    subject_id bigint not null,
    client_id bigint not null,
    kind smallint not null,
    run_id bigint,
    at timestamptz not null,
    reason text,
    unique (subject_id, client_id, kind)
);

-- How far the facts have been read: see SettledMessages.Position.
create table result_position (
    only_one boolean not null primary key default true check (only_one),
    horizon bigint not null,
    since timestamptz not null
);

create index incoming_read on incoming (read_at) where read_at is not null;
