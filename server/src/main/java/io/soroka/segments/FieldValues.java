package io.soroka.segments;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The values that a department's clients really have, for pickers. Names, contacts and ids are no
 * values to pick from and are never listed. What was found is remembered for a minute.
 */
@Component
public class FieldValues {
    private static final int MOST = 50;
    private static final int LONGEST_QUERY = 100;
    private static final int REMEMBERED = 500;
    private static final Duration FRESH = Duration.ofMinutes(1);

    /**
     * A value.
     *
     * @param value as conditions name it
     * @param count how many clients have it
     */
    public record Value(String value, long count) {}

    /**
     * The most frequent values.
     *
     * @param more whether there are others
     */
    public record Values(List<Value> items, boolean more) {
        public Values {
            items = List.copyOf(items);
        }
    }

    private record Key(long departmentId, String field, String query) {}

    private record Remembered(Values values, Instant at) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<Key, Remembered> memory =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Remembered> eldest) {
                    return size() > REMEMBERED;
                }
            };

    FieldValues(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The values of a field, the most frequent first.
     *
     * @param query what the value must contain, whatever the case; blank for any
     */
    public Values of(long departmentId, Field field, String query) {
        String sought = query.strip().toLowerCase(Locale.ROOT);
        if (!isPickable(field) || sought.length() > LONGEST_QUERY) {
            return new Values(List.of(), false);
        }
        var key = new Key(departmentId, field.key(), sought);
        Instant now = clock.instant();
        Values known = remembered(key, now);
        if (known != null) {
            return known;
        }
        Values read = read(departmentId, field, sought);
        synchronized (memory) {
            memory.put(key, new Remembered(read, now));
        }
        return read;
    }

    private @Nullable Values remembered(Key key, Instant now) {
        synchronized (memory) {
            Remembered found = memory.get(key);
            return found != null && found.at().plus(FRESH).isAfter(now) ? found.values() : null;
        }
    }

    /** Days and sums are typed in; personal texts and ids would tell of single people. */
    private static boolean isPickable(Field field) {
        return switch (field.type()) {
            case TEXT -> !field.personal() && !field.key().equals("external_id");
            case ONE_OF, MANY_OF, YES_NO -> true;
            case NUMBER -> !field.personal();
            case MONEY, DATE, MOMENT, PHONE -> false;
        };
    }

    private Values read(long departmentId, Field field, String query) {
        // PostgreSQL's texts hold no zero character, and so nothing contains one.
        boolean searched = field.type() == FieldType.TEXT && !query.isEmpty();
        String plain = query.replace("\0", "");
        String text = "(c." + field.column() + "::text collate \"pg_c_utf8\")";
        boolean many = field.type() == FieldType.MANY_OF;
        var statement =
                jdbc.sql(
                                """
                                select %s as value, count(*) as people
                                  from client c%s
                                 where c.department_id = :department and c.%s is not null %s
                                 group by 1
                                 order by 2 desc, 1
                                 limit :limit
                                """
                                        .formatted(
                                                many ? "v" : "c." + field.column() + "::text",
                                                many ? ", unnest(c." + field.column() + ") v" : "",
                                                field.column(),
                                                searched
                                                        ? "and position(lower(:query collate \"pg_c_utf8\") in lower("
                                                                + text
                                                                + ")) > 0"
                                                        : ""))
                        .param("department", departmentId)
                        .param("limit", MOST + 1);
        if (searched) {
            statement = statement.param("query", plain);
        }
        List<Value> values =
                statement
                        .query((row, number) ->
                                new Value(row.getString("value"), row.getLong("people")))
                        .list();
        return new Values(values.subList(0, Math.min(values.size(), MOST)), values.size() > MOST);
    }
}
