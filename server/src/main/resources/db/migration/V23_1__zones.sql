-- What tells where a client's clock stands has few different values, which conditions look up one after the other.
create index client_zone on client
    (department_id, (coalesce(time_zone, '') || E'\x01' || coalesce(region, '') || E'\x01' || left(msisdn::text, 3)));
