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

-- Messages by which people try texts and connections: whose, and when, for the limit on them.
create table test_message (
    message_id bigint      not null primary key,
    user_id    bigint      not null,
    at         timestamptz not null
);

create index test_message_user on test_message (user_id, at);

-- What a connection is for never changes, and no message crosses: the routes see to it, this is the second lock. A batch
-- holds messages of one department.
create function connection_keeps_its_purpose() returns trigger language plpgsql as $$
begin
    raise exception 'A connection stays what it is for' using errcode = 'integrity_constraint_violation';
end
$$;

create trigger connection_purpose before update of practice on connection
    for each row when (old.practice <> new.practice) execute function connection_keeps_its_purpose();

create function batch_keeps_practice_apart() returns trigger language plpgsql as $$
begin
    if (select c.practice from connection c where c.id = new.connection_id)
       is distinct from coalesce((select d.practice_of is not null
                                    from message m join department d on d.id = m.department_id
                                   where m.id = new.first_id), false) then
        raise exception 'Practice messages and others do not share connections'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

create trigger batch_practice before insert or update of connection_id on batch
    for each row execute function batch_keeps_practice_apart();
