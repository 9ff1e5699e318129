-- Clients. Their fields are typed columns, so that criteria become plain, index-friendly SQL.
create table client (
    id bigint generated always as identity (sequence name client_id_seq) primary key,
    department_id bigint not null,
    external_id text collate "C",
    msisdn bigint not null,
    last_name text,
    first_name text,
    middle_name text,
    full_name text,
    birth_date date,
    sex text check (sex in ('male', 'female')),
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
    -- The import that created the client; null if something else did.
    import_id bigint,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check (msisdn between 1000000 and 999999999999999)
);

create unique index client_external_id on client (department_id, external_id)
    where external_id is not null;
-- With the id: whether an earlier client has the same number is told by the index alone.
create index client_msisdn on client (msisdn, id);

-- The list, newest first, and how many there are.
create index client_department on client (department_id, id);

-- People ask for a number by its end.
create index client_number_end on client ((msisdn % 10000), department_id);

-- The words of a name as the search compares them: small letters, ё as е, no hyphens, dots and quotes. The collation
-- is named so that letters become small in every database, whatever its own collation.
create function name_words(last_name text, first_name text, middle_name text, full_name text) returns text[]
    language sql immutable parallel safe as $$
    select string_to_array(lower(translate(
        coalesce(last_name, '') || ' ' || coalesce(first_name, '') || ' ' || coalesce(middle_name, '') || ' '
            || coalesce(full_name, ''),
        'Ёё-.,"«»()''', 'Ее   ') collate pg_c_utf8) collate "default", ' ', '')
$$;

create index client_name on client using gin (name_words(last_name, first_name, middle_name, full_name));

-- Each word that occurs in a department's names, once. A word with a mistake in it still has its beginning or its end
-- right, so that these two walks find what was meant without a look at the clients. Words that no client has any more
-- do no harm.
create table name_word (
    department_id bigint not null,
    word text collate "C" not null,
    primary key (department_id, word)
);

create index name_word_end on name_word (department_id, reverse(word));

-- Answers to "may we": appended, never changed. The latest row of a client counts. Only an import that is undone takes
-- its own answers back, for nobody gave them.
create table consent (
    id bigint generated always as identity primary key,
    client_id bigint not null,
    purpose text not null,
    channel text not null,
    given boolean not null,
    source text not null,
    import_id bigint,
    at timestamptz not null
);

-- "The latest answer of each client from this id to that" is one walk along this index.
-- The client comes first, because numbers are compared faster than words.
create index consent_latest on consent (client_id, purpose, channel, id desc) include (given);

-- Numbers that asked for silence, or took it back: appended, never changed. The latest row counts.
create table opt_out (
    id bigint generated always as identity primary key,
    msisdn bigint not null,
    opted_out boolean not null,
    source text not null,
    at timestamptz not null
);

create index opt_out_latest on opt_out (msisdn, id desc) include (opted_out);
