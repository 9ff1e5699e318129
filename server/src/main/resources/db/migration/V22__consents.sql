-- The ledger of consents: whose answer it is (the client, and the number under which it was given), for what, through which
-- channel, in the face of which text, by which evidence; when it was given, and when and by whom it was written down.

-- What consent is asked for.
create table consent_purpose (
    key text collate "C" primary key check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
    title_ru text not null,
    title_en text not null,
    archived boolean not null default false,
    version int not null default 1,
    changed_at timestamptz not null default now(),
    changed_by text
);

insert into consent_purpose (key, title_ru, title_en) values ('advertising', 'Реклама', 'Advertising');

-- Department and number are null where the client of an old answer is gone.
alter table consent
    add column department_id bigint,
    add column msisdn bigint,
    add column text_version text,
    add column evidence text,
    add column recorded_at timestamptz,
    add column recorded_by text,
    -- An answer that a file brought by mistake: it stays, and counts no more.
    add column annulled_at timestamptz;

update consent k
   set recorded_at = k.at, department_id = c.department_id, msisdn = c.msisdn
  from consent o left join client c on c.id = o.client_id
 where o.id = k.id;

alter table consent alter column recorded_at set not null;

-- The latest answer is the one given last, however late it was written down. "The latest of each client from this id to
-- that" is one walk along this index; the client comes first, because numbers are compared faster than words.
drop index consent_latest;
create index consent_latest on consent (client_id, purpose, channel, at desc, id desc) include (given)
    where annulled_at is null;

-- Of the clients by whom estimates are made.
create index consent_sample on consent (client_id, purpose, channel, at desc, id desc) include (given)
    where annulled_at is null and ((client_id >> 6) & 63) = 0;

create index consent_number on consent (msisdn);

-- Answers are added and nothing else. Once, an answer can be annulled; and it can be made anonymous: what names the person
-- goes, what was answered stays. The application's role has no right to more, see platform.Ownership.
alter table consent owner to current_user;

create function consent_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and tg_level = 'ROW' then
        if row (old.id, old.client_id, old.department_id, old.purpose, old.channel, old.given, old.source, old.text_version,
                old.import_id, old.at, old.recorded_at, old.recorded_by)
               is not distinct from
           row (new.id, new.client_id, new.department_id, new.purpose, new.channel, new.given, new.source, new.text_version,
                new.import_id, new.at, new.recorded_at, new.recorded_by)
           and (new.annulled_at is not distinct from old.annulled_at or old.annulled_at is null)
           and (new.msisdn is not distinct from old.msisdn or new.msisdn is null)
           and (new.evidence is not distinct from old.evidence or new.evidence is null) then
            return new;
        end if;
    end if;
    raise exception 'The ledger of consents is append-only' using errcode = 'insufficient_privilege';
end
$$;

create trigger consent_append_only before update on consent
    for each row execute function consent_is_append_only();

create trigger consent_stays before delete or truncate on consent
    for each statement execute function consent_is_append_only();
