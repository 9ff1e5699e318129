-- Receipts are matched in memory. Of what leaves it before its last receipt, the provider's id waits here; an index over
-- all ids of all submissions cost more than storing them.
create table awaited_receipt (
    connection_id smallint not null,
    provider_id   text     not null,
    message_id    bigint   not null,
    part          smallint not null,
    attempt       smallint not null
);
create index awaited_receipt_provider on awaited_receipt using hash (provider_id);

-- How far back a connection's memory reaches: whatever was accepted before and had no last receipt stands in awaited_receipt.
create table connection_memory (
    connection_id smallint    not null primary key references connection on delete cascade,
    since         timestamptz not null
);

insert into awaited_receipt
select s.connection_id, s.provider_id, s.message_id, s.part, s.attempt
  from submission s
 where s.provider_id is not null
   and not exists (select from receipt r where r.message_id = s.message_id and r.part = s.part and r.state <> 0);
insert into connection_memory select id, now() from connection;

drop index submission_provider;

-- A batch is of one department, and says of which.
alter table batch add column department_id bigint references department;
update batch b set department_id = (select m.department_id from message m where m.id = b.first_id);
alter table batch alter column department_id set not null;

create or replace function batch_keeps_practice_apart() returns trigger language plpgsql as $$
begin
    if (select c.practice from connection c where c.id = new.connection_id)
       is distinct from (select d.practice_of is not null from department d where d.id = new.department_id) then
        raise exception 'Practice messages and others do not share connections'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;

-- Ids come in order, so a summary of blocks finds a message as well as a tree would, and costs nothing to keep.
alter table message drop constraint message_pkey;
create index message_id on message using brin (id) with (pages_per_range = 16);

-- New messages go out in the order of their ids: an intent for them is a range. Repeated parts are named one by one.
alter table intent alter column message_ids drop not null;
alter table intent add column first_id bigint, add column last_id bigint;
alter table intent add check (num_nonnulls(message_ids, first_id) = 1 and num_nonnulls(first_id, last_id) <> 1);
