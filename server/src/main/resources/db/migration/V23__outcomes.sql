-- What became of each message of a run that is settled, for conditions on clients: taken from the facts a little after
-- they came. fate: 0 on the phone; else it failed, and FailureKind says why.
create table run_outcome (
    run_id     bigint   not null,
    client_id  bigint   not null,
    message_id bigint   not null,
    fate       smallint not null,
    primary key (run_id, client_id) include (message_id, fate)
) partition by range (run_id);

-- Of the clients by whom estimates are made.
create index run_outcome_sample on run_outcome (run_id, client_id) include (message_id, fate)
    where ((client_id >> 6) & 63) = 0;
-- Few fail.
create index run_outcome_failed on run_outcome (run_id, client_id) include (message_id, fate) where fate > 0;

-- A place for each run there is.
do $$
declare
    part record;
begin
    for part in
        select replace(c.relname, 'run_person', 'run_outcome') as name, pg_get_expr(c.relpartbound, c.oid) as bounds
          from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = 'run_person'::regclass
    loop
        execute format('create table %I partition of run_outcome %s', part.name, part.bounds);
    end loop;
end
$$;

-- How far the facts have been read: see SettledMessages.Position.
create table outcome_position (
    only_one boolean     not null primary key default true check (only_one),
    horizon  bigint      not null,
    since    timestamptz not null
);
insert into outcome_position (horizon, since) values (0, '2026-01-01Z');
