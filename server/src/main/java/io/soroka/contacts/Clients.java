package io.soroka.contacts;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The clients of all departments, and the numbers that asked for silence. */
@Component
public class Clients {

    private final JdbcClient jdbc;
    private final FieldCatalogue catalogue;
    private final Clock clock;

    /** Over a database; the clock dates what is recorded. */
    public Clients(JdbcClient jdbc, FieldCatalogue catalogue, Clock clock) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * What a client is called wherever one is shown: family name first, as lists in Russian have
     * it. The full name stands in for a missing family name, in whatever order it was given.
     *
     * @return null if there is no name at all
     */
    static @Nullable String name(
            @Nullable String last,
            @Nullable String first,
            @Nullable String middle,
            @Nullable String full) {
        if (last == null && full != null) {
            return full;
        }
        String name =
                Stream.of(last, first, middle)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" "));
        return name.isEmpty() ? null : name;
    }

    /** The same from a row that has the four columns, for other rooms' queries. */
    public static @Nullable String name(ResultSet row) throws SQLException {
        return name(
                row.getString("last_name"),
                row.getString("first_name"),
                row.getString("middle_name"),
                row.getString("full_name"));
    }

    /** How many clients a department has. */
    public long count(long departmentId) {
        return jdbc.sql("select count(*) from client where department_id = ?")
                .param(departmentId)
                .query(Long.class)
                .single();
    }

    /** One client of a department; another department's is not found. */
    public Optional<Client> find(long departmentId, long id) {
        Fields fields = catalogue.fields();
        return jdbc.sql(
                        "select %s from client c where c.department_id = ? and c.id = ?"
                                .formatted(columns(fields)))
                .params(departmentId, id)
                .query(rowMapper(fields))
                .optional();
    }

    /**
     * What to select of {@code client c} for {@link #rowMapper}. All columns, however many there
     * are at the moment, would change under a prepared statement when a field is added.
     */
    public static String columns(Fields fields) {
        return fields.every().stream()
                .map(field -> ", c." + field.column())
                .collect(Collectors.joining("", "c.id, c.department_id", ""));
    }

    /** Reads a client from a row with these {@link #columns}, for other rooms' queries. */
    public static RowMapper<Client> rowMapper(Fields fields) {
        return (row, number) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Field field : fields.every()) {
                if (!field.key().equals("external_id") && field.type() != FieldType.PHONE) {
                    Object value = value(row, field);
                    if (value != null) {
                        values.put(field.key(), value);
                    }
                }
            }
            return new Client(
                    row.getLong("id"),
                    row.getLong("department_id"),
                    row.getString("external_id"),
                    row.getLong("msisdn"),
                    values);
        };
    }

    /**
     * A client who has a number or answered under it.
     *
     * @param now whether it is the client's number now
     */
    public record Holder(@Nullable String name, boolean now) {}

    /**
     * Clients who have a number, and those who have answered to "may we" under it, by their ids.
     *
     * @param departmentId whose; null for everybody's
     */
    public Map<Long, Holder> holders(long msisdn, @Nullable Long departmentId) {
        Map<Long, Holder> holders = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        select id, last_name, first_name, middle_name, full_name, msisdn = ? as now from client c
                        where (c.msisdn = ? or c.id in (select client_id from consent where msisdn = ?))
                          and (?::bigint is null or c.department_id = ?)
                        order by id
                        """)
                .params(Arrays.asList(msisdn, msisdn, msisdn, departmentId, departmentId))
                .query(row -> {
                    holders.put(row.getLong("id"), new Holder(name(row), row.getBoolean("now")));
                });
        return holders;
    }

    /**
     * No more advertising to this number, whoever's it is. Told twice, it is recorded once.
     *
     * @param source what asked for it, for example {@code "sms"}; no text of a message
     */
    @Transactional
    public void optOut(long msisdn, String source) {
        recordOptOut(msisdn, true, source);
    }

    /** The number takes its opt-out back. */
    @Transactional
    public void optIn(long msisdn, String source) {
        recordOptOut(msisdn, false, source);
    }

    /** Whether the number asked for silence and has not taken that back. */
    public boolean isOptedOut(long msisdn) {
        return jdbc.sql("select opted_out from opt_out where msisdn = ? order by id desc limit 1")
                .param(msisdn)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private void recordOptOut(long msisdn, boolean optedOut, String source) {
        jdbc.sql(
                        """
                        insert into opt_out (msisdn, opted_out, source, at)
                        select ?, ?, ?, ?
                        where ? is distinct from coalesce((
                            select opted_out from opt_out
                            where msisdn = ? order by id desc limit 1), false)
                        """)
                .params(msisdn, optedOut, source, now(), optedOut, msisdn)
                .update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static @Nullable Object value(ResultSet row, Field field) throws SQLException {
        String column = field.column();
        return switch (field.type()) {
            case TEXT, ONE_OF -> row.getString(column);
            case NUMBER, MONEY -> row.getObject(column, BigDecimal.class);
            case DATE -> row.getObject(column, LocalDate.class);
            case MOMENT -> {
                OffsetDateTime moment = row.getObject(column, OffsetDateTime.class);
                yield moment == null ? null : moment.toInstant();
            }
            case YES_NO -> row.getObject(column, Boolean.class);
            case MANY_OF -> {
                Array codes = row.getArray(column);
                yield codes == null ? null : List.of((String[]) codes.getArray());
            }
            case PHONE -> row.getLong(column);
        };
    }
}
