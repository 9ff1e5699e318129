-- Whoever looks at one message must not read all that a campaign has just written: block ranges are of no use before they
-- are summarised, and the planner does not choose them before it has statistics, both of which come a minute late.
drop index submission_message;
drop index receipt_message;
create index submission_message on submission (message_id);
create index receipt_message on receipt (message_id);
