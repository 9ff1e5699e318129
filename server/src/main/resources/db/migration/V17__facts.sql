-- One summary of both columns: a look at the index for each new row, not two. Either column alone finds its rows in it too.
drop index submission_message;
drop index submission_at;
create index submission_facts on submission using brin (message_id, at) with (pages_per_range = 16);
drop index receipt_message;
drop index receipt_stored;
create index receipt_facts on receipt using brin (message_id, stored_at) with (pages_per_range = 16);
