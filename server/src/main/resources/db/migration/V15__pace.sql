-- An alarm goes to one city more often than not, and must not wait until all clients are read.
create index client_city on client (department_id, lower(city collate "pg_c_utf8"));

-- What we keep to with a connection; 0 and null for no limit of ours. The hours are the company's.
alter table connection
    add column parts_per_day integer not null default 0 check (parts_per_day >= 0),
    add column parts_per_month integer not null default 0 check (parts_per_month >= 0),
    add column opens_at time,
    add column closes_at time,
    -- What people have it do for now: open, draining or paused.
    add column flow text not null default 'open' check (flow in ('open', 'draining', 'paused')),
    add check (num_nonnulls(opens_at, closes_at) <> 1 and opens_at <> closes_at);

-- Parts that a provider took on a day of the company, or perhaps took.
create table connection_day (
    connection_id smallint not null references connection on delete cascade,
    day           date     not null,
    parts         bigint   not null,
    primary key (connection_id, day)
);
