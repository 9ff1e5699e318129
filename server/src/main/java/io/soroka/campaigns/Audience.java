package io.soroka.campaigns;

import io.soroka.contacts.Field;
import io.soroka.contacts.Fields;
import io.soroka.segments.SqlCondition;
import io.soroka.templates.Template;
import io.soroka.templates.ValueFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the people of a run in the order of their ids, a chunk at a time, with the values that the
 * text needs.
 */
final class Audience {
    private final long departmentId;
    private final SqlCondition condition;
    private final List<Field> fields;
    private final ValueFormat format;
    private final ZoneId zone;

    Audience(
            long departmentId,
            SqlCondition condition,
            Template template,
            ValueFormat format,
            ZoneId zone) {
        this.departmentId = departmentId;
        this.condition = condition;
        this.fields =
                template.variables().stream().map(key -> Fields.find(key).orElseThrow()).toList();
        this.format = format;
        this.zone = zone;
    }

    /**
     * A person and the values for the text, written as recipients read them; null where there is
     * none.
     *
     * @param numberSeenBefore whether a client with a smaller id has the same number
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a list would cost a copy for each
    record Person(
            long id, long msisdn, @Nullable CharSequence[] values, boolean numberSeenBefore) {}

    List<Person> chunk(Connection db, long after, int size) throws SQLException {
        var columns = new StringBuilder();
        for (Field field : fields) {
            columns.append(", c.").append(field.column());
        }
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select c.id, c.msisdn,
                               exists (select from client d where d.msisdn = c.msisdn and d.id < c.id)%s
                          from client c
                         where c.department_id = ? and c.id > ? and (%s)
                         order by c.id
                         limit ?
                        """
                                .formatted(columns, condition.sql()))) {
            int place = 1;
            statement.setLong(place++, departmentId);
            statement.setLong(place++, after);
            for (Object value : condition.values()) {
                statement.setObject(place++, value);
            }
            statement.setInt(place, size);
            var people = new ArrayList<Person>(size);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    people.add(
                            new Person(
                                    row.getLong(1),
                                    row.getLong(2),
                                    values(row),
                                    row.getBoolean(3)));
                }
            }
            return people;
        }
    }

    private @Nullable CharSequence[] values(ResultSet row) throws SQLException {
        var values = new @Nullable CharSequence[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(row, i + 4, fields.get(i));
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
            case ONE_OF -> option(row.getString(column), field);
        };
    }

    private static @Nullable String option(@Nullable String code, Field field) {
        return field.options().stream()
                .filter(option -> option.code().equals(code))
                .map(Field.Option::titleRu)
                .findFirst()
                .orElse(code);
    }
}
