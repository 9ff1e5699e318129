-- An alarm goes to one city more often than not, and must not wait until all clients are read.
create index client_city on client (department_id, lower(city collate "pg_c_utf8"));
