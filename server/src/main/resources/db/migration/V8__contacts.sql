-- Files of clients on their way in: uploaded, looked at, imported, perhaps undone.
create table client_import (
    id bigint generated always as identity primary key,
    department_id bigint not null,
    created_by text not null,
    created_at timestamptz not null,
    file_name text not null check (char_length(file_name) between 1 and 200),
    size_bytes bigint not null,
    status text not null check (status in ('uploaded', 'running', 'done', 'failed', 'undone')),
    -- How the stored text is read, its header, what each column brings (null: nothing) and whether that was guessed.
    charset text not null,
    mark_bytes int not null,
    text_bytes bigint not null,
    separator text not null,
    leading_lines int not null,
    header text[] not null,
    fields text[] not null,
    guessed boolean[] not null,
    -- The first rows, for the preview; emptied when the import is done.
    sample jsonb not null,
    -- While it runs: the last sign of life, and how far it is.
    beat_at timestamptz,
    rows_read bigint not null default 0,
    share real not null default 0,
    folding boolean not null default false,
    finished_at timestamptz,
    result jsonb,
    failure text,
    failure_arguments text[] not null default '{}',
    -- The created clients have their ids between these two.
    first_client_id bigint,
    last_client_id bigint,
    -- Whether what undoing needs is still there.
    undoable boolean not null default false,
    removed bigint,
    restored bigint,
    kept bigint
);

create index client_import_department on client_import (department_id, id);

-- One at a time into a department.
create unique index client_import_running on client_import (department_id) where status = 'running';

-- The uploaded text, and later the rejected rows; compressed, cut into pieces.
create table client_import_file (
    import_id bigint not null references client_import on delete cascade,
    rejected boolean not null,
    piece int not null,
    bytes bytea not null,
    primary key (import_id, rejected, piece)
);

alter table client_import_file alter column bytes set storage external;

-- Known clients whom an import met again, whether or not it changed them.
create table client_import_met (
    import_id bigint not null,
    client_id bigint not null,
    primary key (import_id, client_id)
);

-- What an import changed in known clients: two rows a client, as it was before and after. Only values that differ are
-- filled. A new field of clients is a new column here too.
create table client_change (
    import_id bigint not null,
    client_id bigint not null,
    after boolean not null,
    msisdn bigint,
    last_name text,
    first_name text,
    middle_name text,
    full_name text,
    birth_date date,
    sex text,
    email text,
    city text,
    region text,
    postal_code text,
    language text,
    product text,
    status text,
    balance numeric(17, 2),
    debt numeric(17, 2),
    due_date date,
    last_payment_date date,
    last_payment_amount numeric(17, 2),
    credit_limit numeric(17, 2),
    tariff text,
    branch text,
    manager text,
    value_group text,
    registration_date date,
    last_visit timestamptz,
    channel text,
    bonus_points numeric,
    orders_count numeric,
    discount numeric,
    contract_number text,
    app_user boolean,
    consent_advertising boolean,
    time_zone text,
    updated_at timestamptz not null,
    primary key (import_id, client_id, after)
);
