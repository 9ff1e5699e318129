package io.soroka.campaigns;

import io.soroka.contacts.Field;
import io.soroka.segments.SqlCondition;
import io.soroka.selections.Variables;
import io.soroka.templates.ClientText;
import io.soroka.templates.ValueFormat;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the people of a run in the order of their ids, a chunk at a time, with the values that the
 * text needs.
 */
final class Audience {
    private final long departmentId;
    private final Source source;
    private final List<Field> fields;

    /** Those of them that are columns of the clients. */
    private final List<Field> columns;

    private final @Nullable Variables selected;
    private final boolean places;
    private final ValueFormat format;
    private final ZoneId zone;

    /**
     * An audience.
     *
     * @param fields whose values are wanted
     * @param selected where values are that are no columns of the clients; null when there are none
     * @param places whether to read where people live
     */
    Audience(
            long departmentId,
            Source source,
            List<Field> fields,
            @Nullable Variables selected,
            boolean places,
            ZoneId zone) {
        this.departmentId = departmentId;
        this.source = source;
        this.fields = List.copyOf(fields);
        this.columns = this.fields.stream().filter(field -> !Variables.isOne(field)).toList();
        this.selected = columns.size() == this.fields.size() ? null : selected;
        this.places = places;
        this.format = ValueFormat.of(Locale.of("ru"));
        this.zone = zone;
    }

    /** Who is meant. */
    sealed interface Source {
        /** Those of the department who meet a condition. */
        record Meeting(SqlCondition condition) implements Source {}

        /** Those of them that a sample of the table's pages holds, scattered by their ids. */
        record Sampled(SqlCondition condition, double percent) implements Source {}

        /** The frozen list of a run. */
        record Stored(long runId) implements Source {}

        /** People found elsewhere, each time those behind an id. */
        record Listed(Lister lister) implements Source {}
    }

    /** Finds people that no condition can describe. */
    interface Lister {
        /** Ids above {@code after} in ascending order, at most {@code size}; empty at the end. */
        List<Long> next(long after, int size);
    }

    /**
     * A person and the values for the text, written as recipients read them; null where there is
     * none.
     *
     * @param timeZone as in the record; null also when places are not read
     * @param region as in the record; null also when places are not read
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a list would cost a copy for each
    record Person(
            long id,
            long msisdn,
            @Nullable CharSequence[] values,
            @Nullable String timeZone,
            @Nullable String region) {}

    /** The numbers of some people, for a statement. */
    static Array numbers(Connection db, List<Person> people) throws SQLException {
        return db.createArrayOf("bigint", people.stream().map(Person::msisdn).toArray(Long[]::new));
    }

    /** The next people behind an id; empty at the end. */
    List<Person> chunk(Connection db, long after, int size) throws SQLException {
        return switch (source) {
            case Source.Meeting(SqlCondition condition) ->
                    read(
                            db,
                            """
                              from client c
                             where c.department_id = ? and c.id > ? and (%s)
                             order by c.id
                             limit ?
                            """
                                    .formatted(condition.sql()),
                            bound(after, condition.values(), size));
            case Source.Sampled(SqlCondition condition, double percent) ->
                    // Whole pages are read, the same ones each time; of their people, scattered
                    // ones.
                    read(
                            db,
                            """
                              from (select s.* from client s tablesample system (%s) repeatable (1)) c
                             where c.department_id = ? and c.id > ? and (%s)
                             order by hashint8(c.id)
                             limit ?
                            """
                                    .formatted(percent, condition.sql()),
                            bound(after, condition.values(), size));
            case Source.Stored(long runId) ->
                    read(
                            db,
                            """
                              from run_audience a
                              join client c on c.id = a.client_id and c.department_id = ?
                             where a.client_id > ? and a.run_id = ?
                             order by a.client_id
                             limit ?
                            """,
                            bound(after, List.of(runId), size));
            case Source.Listed(Lister lister) -> {
                List<Long> ids = lister.next(after, size);
                List<Person> people = List.of();
                while (people.isEmpty() && !ids.isEmpty()) {
                    people = listed(db, ids, size);
                    ids = people.isEmpty() ? lister.next(ids.getLast(), size) : ids;
                }
                yield people;
            }
        };
    }

    private List<Person> listed(Connection db, List<Long> ids, int size) throws SQLException {
        return read(
                db,
                """
                  from client c
                 where c.department_id = ? and c.id > ? and c.id = any(?)
                 order by c.id
                 limit ?
                """,
                bound(0, List.of(db.createArrayOf("bigint", ids.toArray())), size));
    }

    private List<Object> bound(long after, List<?> values, int size) {
        var bound = new ArrayList<Object>();
        bound.add(departmentId);
        bound.add(after);
        bound.addAll(values);
        bound.add(size);
        return bound;
    }

    private List<Person> read(Connection db, String from, List<Object> values) throws SQLException {
        var wanted = new StringBuilder();
        for (Field field : columns) {
            wanted.append(", c.").append(field.column());
        }
        if (places) {
            wanted.append(", c.time_zone as place_zone, c.region as place_region");
        }
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select c.id, c.msisdn%s
                        %s
                        """
                                .formatted(wanted, from))) {
            int place = 1;
            for (Object value : values) {
                statement.setObject(place++, value);
            }
            var people = new ArrayList<Person>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    people.add(
                            new Person(
                                    row.getLong(1),
                                    row.getLong(2),
                                    values(row),
                                    places ? row.getString(3 + columns.size()) : null,
                                    places ? row.getString(4 + columns.size()) : null));
                }
            }
            if (selected != null) {
                addSelected(db, people, selected);
            }
            return people;
        }
    }

    /** What a selection's run says of these people, all of them at once. */
    private void addSelected(Connection db, List<Person> people, Variables from)
            throws SQLException {
        Map<Long, @Nullable String[]> known = from.of(db, people.stream().map(Person::id).toList());
        for (Person person : people) {
            @Nullable String @Nullable [] own = known.get(person.id());
            for (int i = 0; own != null && i < fields.size(); i++) {
                int place = from.place(fields.get(i));
                if (place >= 0 && place < own.length) {
                    person.values()[i] = format.stored(fields.get(i).type(), own[place]);
                }
            }
        }
    }

    private @Nullable CharSequence[] values(ResultSet row) throws SQLException {
        var values = new @Nullable CharSequence[fields.size()];
        int column = 3;
        for (int i = 0; i < values.length; i++) {
            if (!Variables.isOne(fields.get(i))) {
                values[i] = value(row, column++, fields.get(i));
            }
        }
        return values;
    }

    private @Nullable CharSequence value(ResultSet row, int column, Field field)
            throws SQLException {
        return switch (field.type()) {
            case TEXT, PHONE -> row.getString(column);
            case MONEY -> {
                var money = row.getBigDecimal(column);
                yield money == null ? null : format.money(money);
            }
            case NUMBER -> {
                var amount = row.getBigDecimal(column);
                yield amount == null ? null : format.number(amount);
            }
            case DATE -> {
                var day = row.getObject(column, java.time.LocalDate.class);
                yield day == null ? null : format.date(day);
            }
            case MOMENT -> {
                var moment = row.getTimestamp(column);
                yield moment == null
                        ? null
                        : format.date(moment.toInstant().atZone(zone).toLocalDate());
            }
            case YES_NO -> {
                boolean yes = row.getBoolean(column);
                yield row.wasNull() ? null : format.yesNo(yes);
            }
            case ONE_OF -> {
                String code = row.getString(column);
                yield code == null ? null : ClientText.chosen(field, List.of(code));
            }
            case MANY_OF -> {
                Array codes = row.getArray(column);
                yield codes == null
                        ? null
                        : ClientText.chosen(field, List.of((String[]) codes.getArray()));
            }
        };
    }
}
