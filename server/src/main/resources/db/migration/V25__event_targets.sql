-- A source's rows become clients, or events of one kind. Kinds are put away, never deleted.
alter table source drop constraint source_target_check;
alter table source
    add column event_kind text collate "C" references event_kind (key),
    add constraint source_target_check
        check (target in ('client', 'event') and (event_kind is not null) = (target = 'event'));
