-- Texts worth a name. Campaigns take copies.
create table text_template (
    id            bigint generated always as identity primary key,
    department_id bigint      not null,
    name          text        not null check (char_length(name) <= 200),
    text          text        not null,
    class         smallint    not null,
    sender        text,
    changed_at    timestamptz not null,
    changed_by    text        not null
);

create unique index text_template_name on text_template (department_id, lower(name collate "pg_c_utf8"));
