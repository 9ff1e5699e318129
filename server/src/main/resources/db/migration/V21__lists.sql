-- Lists of clients: made once, of numbers, a file, a segment as it was, or other lists. Whoever is on one stays on it.
create table client_list (
    id bigint generated always as identity primary key,
    department_id bigint not null references department,
    name text not null check (char_length(name) between 1 and 200),
    origin text not null check (origin in ('numbers', 'file', 'segment', 'union', 'intersection', 'difference')),
    -- The names of what it was made of, as they were then.
    made_of text[] not null default '{}',
    -- How many are on it; and of numbers, how many nobody has, and how many texts are none.
    members bigint not null default 0,
    unknown bigint not null default 0,
    unreadable bigint not null default 0,
    created_at timestamptz not null,
    created_by text not null
);

create unique index client_list_name on client_list (department_id, lower(name collate "pg_c_utf8"));

create table client_list_member (
    list_id bigint not null,
    client_id bigint not null,
    primary key (list_id, client_id)
);

create index client_list_member_client on client_list_member (client_id);

-- Of the clients by whom estimates are made.
create index client_list_member_sample on client_list_member (list_id, client_id) where ((client_id >> 6) & 63) = 0;

-- Clients who are gone are on no list, and lists say so, whoever deletes them.
create function client_lists_forget() returns trigger language plpgsql as $$
begin
    with left_lists as (
        delete from client_list_member m using gone g where m.client_id = g.id returning m.list_id
    ), counted as (
        select list_id, count(*) as members from left_lists group by list_id
    )
    update client_list l set members = l.members - c.members from counted c where l.id = c.list_id;
    return null;
end
$$;

create trigger client_leaves_lists after delete on client
    referencing old table as gone for each statement execute function client_lists_forget();
