-- People who log in, and the record of what they did.

create table department (
    id bigint generated always as identity primary key,
    name text not null unique check (char_length(name) between 1 and 200)
);

create table app_user (
    id bigint generated always as identity primary key,
    login text not null check (char_length(login) between 1 and 100),
    name text not null check (char_length(name) between 1 and 200),
    role text not null check (role in ('administrator', 'campaign_manager', 'approver', 'agent', 'analyst', 'alert_operator')),
    department_id bigint not null references department,
    password_hash text not null,
    failed_logins int not null default 0,
    locked_until timestamptz,
    active boolean not null default true,
    language text not null default 'ru' check (language in ('ru', 'en'))
);

-- Nobody is to pass for another by the case of a letter.
create unique index app_user_login on app_user (lower(login));
create index app_user_department on app_user (department_id);

create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    user_id bigint references app_user,
    action text not null,
    object text,
    details jsonb not null default '{}'
);

create index audit_at on audit using brin (at);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'The audit is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only();
