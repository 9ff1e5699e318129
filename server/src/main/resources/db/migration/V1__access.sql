-- People who log in, programs with keys, and the record of what they did.

create table department (
    id bigint generated always as identity primary key,
    name text not null check (char_length(name) between 1 and 220),
    -- Where the people of that department practise: clients, segments and campaigns of its own, shown in no list.
    practice_of bigint unique references department
);

create unique index department_name on department (name) where practice_of is null;

create table app_user (
    id bigint generated always as identity primary key,
    login text not null check (char_length(login) between 1 and 100),
    name text not null check (char_length(name) between 1 and 200),
    role text not null check (role in ('administrator', 'campaign_manager', 'approver', 'agent', 'analyst', 'alert_operator')),
    department_id bigint not null references department,
    -- Null until its owner has chosen a password.
    password_hash text,
    -- Digits without plus; where test messages go.
    phone bigint,
    failed_logins int not null default 0,
    locked_until timestamptz,
    active boolean not null default true,
    language text not null default 'ru' check (language in ('ru', 'en')),
    last_seen_at timestamptz
);

-- Nobody is to pass for another by the case of a letter.
create unique index app_user_login on app_user (lower(login));
create index app_user_department on app_user (department_id);

-- Tokens are kept as SHA-256 only: a copy of the database opens no session.
create table user_session (
    id bigint generated always as identity primary key,
    token_hash bytea not null unique,
    user_id bigint not null references app_user,
    practice boolean not null default false,
    user_agent text,
    address text not null,
    opened_at timestamptz not null,
    used_at timestamptz not null
);

create index user_session_user on user_session (user_id);
create index user_session_used on user_session (used_at);

create table password_link (
    user_id bigint primary key references app_user,
    token_hash bytea not null unique,
    expires_at timestamptz not null
);

create table api_key (
    id bigint generated always as identity primary key,
    name text not null check (char_length(name) between 1 and 200),
    prefix text not null,
    secret_hash bytea not null unique,
    department_id bigint not null references department,
    scopes text[] not null check (cardinality(scopes) > 0),
    created_at timestamptz not null,
    created_by bigint not null references app_user,
    expires_at timestamptz,
    last_used_at timestamptz,
    -- Keys are not deleted, for the audit names them.
    revoked_at timestamptz
);

create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    user_id bigint references app_user,
    key_id bigint references api_key,
    action text not null,
    object text,
    details jsonb not null default '{}'
);

create index audit_at on audit using brin (at);
create index audit_user on audit (user_id, id);
create index audit_action on audit (action, id);
create index audit_object on audit (object, id) where object is not null;

-- The application's role has no right to change or delete these rows (see platform.Database); this guards against its
-- owner's own slips, and stands alone where both are one user.
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'The audit is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only();
