-- What clients do: kinds of it, and the events themselves.
create table event_kind (
    id smallint generated always as identity primary key,
    key text collate "C" not null unique check (key ~ '^[a-z][a-z0-9_]{0,39}$'),
    title_ru text not null,
    title_en text not null,
    -- What is told of such an event besides time and sum: [{"key", "titleRu", "titleEn", "type": "text" | "number"}].
    attributes jsonb not null default '[]',
    archived boolean not null default false,
    version int not null default 1,
    changed_at timestamptz not null default now(),
    changed_by text
);

insert into event_kind (key, title_ru, title_en, attributes) values
    ('payment', 'Платёж', 'Payment', '[{"key": "method", "titleRu": "Способ", "titleEn": "Method", "type": "text"}]'),
    ('visit', 'Визит', 'Visit', '[{"key": "branch", "titleRu": "Отделение", "titleEn": "Branch", "type": "text"}]'),
    ('login', 'Вход в личный кабинет', 'Log-in', '[{"key": "device", "titleRu": "Устройство", "titleEn": "Device", "type": "text"}]'),
    ('purchase', 'Покупка', 'Purchase',
     '[{"key": "shop", "titleRu": "Магазин", "titleEn": "Shop", "type": "text"},
       {"key": "category", "titleRu": "Категория", "titleEn": "Category", "type": "text"},
       {"key": "items", "titleRu": "Товаров", "titleEn": "Items", "type": "number"}]'),
    ('application', 'Заявка', 'Application', '[{"key": "product", "titleRu": "Продукт", "titleEn": "Product", "type": "text"}]'),
    ('complaint', 'Жалоба', 'Complaint', '[{"key": "topic", "titleRu": "Тема", "titleEn": "Topic", "type": "text"}]'),
    ('call', 'Звонок', 'Call',
     '[{"key": "topic", "titleRu": "Тема", "titleEn": "Topic", "type": "text"},
       {"key": "minutes", "titleRu": "Минут", "titleEn": "Minutes", "type": "number"}]');

-- Partitions are months. An event that another system knows by an id is kept once of each kind and department.
create table client_event (
    client_id bigint not null,
    at timestamptz not null,
    department_id bigint not null,
    kind smallint not null,
    amount numeric(17, 2),
    external_id text collate "C",
    attributes jsonb
) partition by range (at);

-- Conditions on events read nothing but this, client after client.
create index client_event_person on client_event (kind, client_id, at) include (amount);

-- Of the clients by whom estimates are made: out of every 4,096 ids the first 64.
create index client_event_sample on client_event (kind, client_id, at) include (amount) where ((client_id >> 6) & 63) = 0;
create index client_sample on client (department_id, id) where ((id >> 6) & 63) = 0;

create unique index client_event_external on client_event (department_id, kind, external_id, at) where external_id is not null;

-- The same of who was written to.
create index run_person_sample on run_person (run_id, person_id) include (message_id)
    where ((person_id >> 6) & 63) = 0 and message_id is not null;
