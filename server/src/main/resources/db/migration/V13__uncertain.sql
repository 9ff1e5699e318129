-- What people decided about messages of unknown fate: one row a press of the button, found again by its key. The
-- connections' owners carry it out.
create table uncertain_decision (
    id              bigint generated always as identity primary key,
    idempotency_key text        not null unique check (char_length(idempotency_key) between 1 and 200),
    what            text        not null check (what in ('send_again', 'give_up')),
    decided_by      text        not null,
    decided_at      timestamptz not null,
    -- What came of it, in messages: decided, settled by others before, left out as their run is stopped or their rules
    -- forbid it, and of the decided those that wait for their connection to be switched on.
    messages        integer     not null default 0,
    gone            integer     not null default 0,
    stopped         integer     not null default 0,
    forbidden       integer     not null default 0,
    later           integer     not null default 0
);

-- settled_as: receipt (the provider told), sent_again or given_up (by decision, by class, or as its term was over). A
-- receipt that comes later still turns these two into the first.
alter table uncertain add column decision_id bigint references uncertain_decision;

drop index uncertain_open;
create index uncertain_number on uncertain (connection_id, msisdn) where settled_as is distinct from 'receipt';
create index uncertain_open on uncertain (message_id) where settled_at is null;

-- Alarms that were sent again stood here as open; the later attempt tells.
update uncertain u set settled_at = now(), settled_as = 'sent_again'
 where settled_at is null
   and exists (select from submission s where s.message_id = u.message_id and s.part = u.part and s.attempt > u.attempt);

comment on column submission.outcome is
    '0 accepted, 1 refused for good, 2 throttled or temporary, 3 not sent, 4 unknown, 5 cancelled before it was sent, '
    '6 accepted as a later receipt proves, 7 unknown and sent again, 8 unknown and given up, 9 goes with part 0';
