-- Which connections stand in for this one, in order.
alter table connection add column fallbacks smallint[] not null default '{}';

-- Messages that went over to another connection. That one counts them from then on, in run_tally; counted: the state it
-- counts them in, as MessageState's place in its list.
create table moved_message (
    message_id    bigint   not null primary key,
    connection_id smallint not null references connection,
    counted       smallint not null
);

-- A connection has heard something of a message that another counts by now. Lives for a moment.
create table moved_news (
    connection_id smallint not null,
    message_id    bigint   not null
);

comment on column submission.outcome is
    '0 accepted, 1 refused for good, 2 throttled or temporary, 3 not sent, 4 unknown, 5 cancelled before it was sent, '
    '6 accepted as a later receipt proves, 7 unknown and sent again, 8 unknown and given up, 9 goes with part 0, '
    '10 goes on through another connection';
