-- When the provider was last asked what became of a part; null for never.
alter table awaited_receipt add column asked_at timestamptz;
create index awaited_receipt_age on awaited_receipt (connection_id, message_id);
