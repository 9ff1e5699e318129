-- Conditions worth a name: who is meant is found anew each time.
create table segment (
    id bigint generated always as identity primary key,
    department_id bigint not null,
    name text not null,
    tree jsonb not null,
    created_at timestamptz not null,
    created_by text,
    changed_at timestamptz not null
);

create unique index segment_name on segment (department_id, lower(name collate "pg_c_utf8"));
