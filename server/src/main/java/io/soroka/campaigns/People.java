package io.soroka.campaigns;

import io.soroka.contacts.Clients;
import io.soroka.numbering.Zones;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Clients as lists show them, many at once. */
@Component
class People {
    private final JdbcClient sql;

    People(JdbcClient sql) {
        this.sql = sql;
    }

    /** The clients with these ids; those who are gone are left out. */
    Map<Long, Person> of(Collection<Long> ids) {
        var people = new HashMap<Long, Person>();
        if (ids.isEmpty()) {
            return people;
        }
        sql.sql(
                        """
                        select id, msisdn, city, region, time_zone,
                               last_name, first_name, middle_name, full_name
                          from client where id = any(:ids)
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query(row -> {
                    long msisdn = row.getLong("msisdn");
                    people.put(
                            row.getLong("id"),
                            new Person(
                                    row.getLong("id"),
                                    Clients.name(row),
                                    msisdn,
                                    row.getString("city"),
                                    Zones.find(
                                                    row.getString("time_zone"),
                                                    row.getString("region"),
                                                    msisdn)
                                            .orElse(null)));
                });
        return people;
    }
}
