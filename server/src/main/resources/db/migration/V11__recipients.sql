-- How many people get it, by the forecast at launch: those found without those suppressed. Once everyone is judged, the
-- messages tell.
alter table run add column recipients_expected bigint not null default 0;
update run r
   set recipients_expected = greatest(0, r.expected - coalesce((select sum(people) from run_suppressed where run_id = r.id), 0));
