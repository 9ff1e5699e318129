package io.soroka.selections;

import io.soroka.contacts.Field;
import io.soroka.contacts.PersonalData;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that one run of a selection has for each of its people, as texts see them: fields that
 * are no column of the clients.
 *
 * @param fields in the order in which values are kept
 */
public record Variables(long selectionId, long runId, List<Field> fields) {
    /** What keys begin with; no key of a client's own field has a dot. */
    private static final String PREFIX = "selection.";

    public Variables {
        fields = List.copyOf(fields);
    }

    static Variables of(long selectionId, long runId, List<Selection.Variable> variables) {
        List<Field> fields = new ArrayList<>();
        for (Selection.Variable one : variables) {
            fields.add(
                    field(
                            PREFIX + one.name(),
                            "vals[" + (fields.size() + 1) + "]",
                            one.name(),
                            one.type()));
        }
        return new Variables(selectionId, runId, fields);
    }

    /** A field in whose manner the values are read and told of. */
    static Field field(String key, String column, String title, ValueType type) {
        return new Field(
                key,
                column,
                type.field(),
                title,
                title,
                PersonalData.NONE,
                Set.of(),
                "",
                false,
                false,
                List.of(),
                List.of());
    }

    /** Whether a field is a selection's and not the clients'. */
    public static boolean isOne(Field field) {
        return field.key().startsWith(PREFIX);
    }

    /** Where a field's value stands among a person's; -1 when it is no field of these. */
    public int place(Field field) {
        return fields.indexOf(field);
    }

    /** That a person has no value for a field, as a condition over {@code client c}. */
    public String isMissing(Field field) {
        return "(select v.%s from selection_person v where v.run_id = %d and v.client_id = c.id) is null"
                .formatted(field.column(), runId);
    }

    /**
     * The values of some people, each written as PostgreSQL would; whoever is not in the run is
     * left out.
     */
    @SuppressWarnings("MixedMutabilityReturnType") // never changed by who asks
    public Map<Long, @Nullable String[]> of(Connection db, List<Long> clients) throws SQLException {
        Map<Long, @Nullable String[]> values = new HashMap<>();
        try (PreparedStatement statement =
                db.prepareStatement(
                        "select client_id, vals from selection_person where run_id = ? and client_id = any(?)")) {
            statement.setLong(1, runId);
            statement.setArray(2, db.createArrayOf("bigint", clients.toArray(Long[]::new)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    values.put(row.getLong(1), (String[]) row.getArray(2).getArray());
                }
            }
        }
        return values;
    }
}
