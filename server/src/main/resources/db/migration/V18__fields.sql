-- What an administrator added to the catalogue of clients' fields or changed in it. A field of one's own has a type; a row
-- without one changes how a standard field is treated. Each field of one's own has the column x_<key> in the tables client
-- and client_change.
create table client_field (
    id bigint generated always as identity primary key,
    key text collate "C" not null unique check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
    type text check (type in ('text', 'number', 'money', 'date', 'moment', 'yes_no', 'one_of', 'many_of')),
    title_ru text,
    title_en text,
    options jsonb,
    personal_data text not null check (personal_data in ('none', 'personal', 'special')),
    -- Roles; empty for those that the kind of personal data names.
    readers text[] not null,
    source text not null,
    synonyms text[] not null,
    archived boolean not null,
    version int not null default 1,
    changed_at timestamptz not null,
    changed_by text not null,
    -- It is gone for everybody; its columns follow when nobody can ask for them any more.
    removed_at timestamptz,
    check ((type is null) = (title_ru is null) and (type is null) = (title_en is null) and (type is null) = (options is null))
);
