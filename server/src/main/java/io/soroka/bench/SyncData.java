package io.soroka.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of clients with 25 fields in another database, made up by that database and the same in
 * every run; and what has become of it in ours, field by field.
 */
final class SyncData {
    /** Somebody who may read the table and nothing else. */
    static final String READER = "reader";

    static final String READER_PASSWORD = "reads-and-no-more";

    /** What a field of ours is made of there, as SQL: columns are named as the fields are. */
    private static final Map<String, String> FIELDS = new LinkedHashMap<>();

    static {
        FIELDS.put("external_id", "'C' || g");
        FIELDS.put("phone", "'+7 (916) ' || lpad(g::text, 7, '0')");
        FIELDS.put("last_name", "'Фамилия ' || g % 5000");
        FIELDS.put("first_name", "'Имя ' || g % 300");
        FIELDS.put("middle_name", "'Отчество ' || g % 301");
        FIELDS.put("birth_date", "date '1950-01-01' + g % 20000");
        FIELDS.put("email", "case when g % 3 = 0 then 'client' || g || '@example.com' end");
        FIELDS.put("city", "'Город ' || g % 60");
        FIELDS.put("region", "'Область ' || g % 80");
        FIELDS.put("postal_code", "lpad((g % 1000000)::text, 6, '1')");
        FIELDS.put("product", "'Продукт ' || g % 8");
        FIELDS.put("status", "'статус ' || g % 4");
        FIELDS.put("balance", "(g % 100000)::numeric(12, 2) + 0.25");
        FIELDS.put("debt", "case when g % 4 = 0 then (g % 50000)::numeric(12, 2) + 0.5 end");
        FIELDS.put("due_date", "case when g % 4 = 0 then date '2026-11-01' + g % 60 end");
        FIELDS.put("last_payment_date", "date '2026-10-31' - g % 400");
        FIELDS.put("last_payment_amount", "(g % 9000)::numeric(12, 2)");
        FIELDS.put("credit_limit", "50000::numeric(12, 2)");
        FIELDS.put("tariff", "'Тариф ' || g % 10");
        FIELDS.put("branch", "'Филиал ' || g % 50");
        FIELDS.put("value_group", "'группа ' || g % 5");
        FIELDS.put("registration_date", "date '2026-10-31' - g % 3000");
        FIELDS.put(
                "last_visit",
                "timestamptz '2026-10-31 12:00Z' - g % 9000000 * interval '1 second'");
        FIELDS.put("bonus_points", "g % 1000");
        FIELDS.put("consent_advertising", "g % 10 < 7");
    }

    private final Connection there;
    private final Connection here;
    private final int clients;

    SyncData(Connection there, Connection here, int clients) {
        this.there = there;
        this.here = here;
        this.clients = clients;
    }

    /** Every column becomes the field of its name. */
    static List<Map<String, String>> mapping() {
        return FIELDS.keySet().stream()
                .map(field -> Map.of("column", field, "field", field))
                .toList();
    }

    /** Rows changed one second after the other. */
    void make() throws SQLException {
        var columns = new ArrayList<String>();
        FIELDS.forEach((field, sql) -> columns.add(sql + " as " + field));
        run(
                there,
                """
                create table person as
                select g::bigint as id, %s, timestamptz '2026-01-01Z' + g * interval '1 second' as changed
                  from generate_series(1, %d) g
                """
                        .formatted(String.join(", ", columns), clients));
        run(there, "alter table person add primary key (id)");
        run(there, "create index person_changed on person (changed, id)");
        run(there, "create role %s login password '%s'".formatted(READER, READER_PASSWORD));
        run(there, "grant select on person to " + READER);
        run(there, "vacuum analyze person");
    }

    /** Changes three fields of one client in a hundred; tells of how many. */
    long change() throws SQLException {
        return run(
                there,
                """
                update person
                   set city = 'Другой город', balance = balance + 1, last_visit = last_visit + interval '1 day', changed = now()
                 where id % 100 = 0
                """);
    }

    /** As if nobody had ever come from there; the tables are as they were before. */
    void forget() throws SQLException {
        // The ledger of answers lets nobody take anything out.
        run(here, "set session_replication_role = replica");
        run(here, "truncate client, consent, client_source, client_source_seen");
        run(here, "set session_replication_role = origin");
    }

    /** Clients and answers that are there more than once. */
    long repeats() throws SQLException {
        return number(here, "select count(*) - count(distinct external_id) from client")
                + Math.abs(
                        number(here, "select count(*) from consent")
                                - number(
                                        there,
                                        "select count(*) from person where consent_advertising is not null"));
    }

    /** The fields that are not everywhere the same on both sides. */
    List<String> different() throws SQLException {
        var different = new ArrayList<String>();
        if (number(here, "select count(*) from client")
                != number(there, "select count(*) from person")) {
            different.add("count");
        }
        List<String> fields = List.copyOf(FIELDS.keySet());
        List<String> ours = sums(here, "client", "msisdn");
        List<String> theirs = sums(there, "person", "translate(phone, '+ ()', '')");
        for (int i = 0; i < fields.size(); i++) {
            if (!ours.get(i).equals(theirs.get(i))) {
                different.add(fields.get(i));
            }
        }
        return different;
    }

    /** A checksum of each field together with the clients' ids. */
    private static List<String> sums(Connection db, String table, String phone)
            throws SQLException {
        var sums = new ArrayList<String>();
        for (String field : FIELDS.keySet()) {
            sums.add(
                    "sum(hashtextextended(external_id || ':' || coalesce((%s)::text, '-'), 0)::numeric)"
                            .formatted(field.equals("phone") ? phone : field));
        }
        try (Statement statement = db.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select " + String.join(", ", sums) + " from " + table)) {
            row.next();
            var found = new ArrayList<String>();
            for (int i = 1; i <= sums.size(); i++) {
                found.add(String.valueOf(row.getString(i)));
            }
            return found;
        }
    }

    private static long run(Connection db, String sql) throws SQLException {
        try (Statement statement = db.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static long number(Connection db, String sql) throws SQLException {
        try (Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
