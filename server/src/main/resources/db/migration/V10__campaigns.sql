-- Prices of connections, answers by run, single messages by client.

create index incoming_run on incoming (run_id, id) where run_id is not null;

-- Messages of runs are found through run_person. Only the few that belong to no run are in here, so that planning pays
-- nothing for it.
create index message_single on message (client_id, id) where run_id is null;
