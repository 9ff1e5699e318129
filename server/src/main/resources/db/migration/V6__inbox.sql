-- Messages from phones, as they came. What we make of them (whose answer, opt-out or not) is found out afterwards.

create table incoming (
    id            bigint      not null primary key,
    connection_id smallint    not null,
    msisdn        bigint      not null,
    recipient     text        not null,
    text          text        not null,
    -- Parts of a long message share a reference until they are joined; whole messages have none.
    reference     int,
    total         smallint,
    number        smallint,
    received_at   timestamptz not null,
    read_at       timestamptz,
    message_id    bigint,
    run_id        bigint,
    opt_out       boolean     not null default false
);
create index incoming_unread on incoming (id) where read_at is null;
create index incoming_msisdn on incoming (msisdn, id);

create table run_replies (
    run_id   bigint not null primary key,
    replies  bigint not null,
    opt_outs bigint not null
);
