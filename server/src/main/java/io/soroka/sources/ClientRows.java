package io.soroka.sources;

import io.soroka.contacts.Field;
import io.soroka.contacts.Fields;
import io.soroka.contacts.intake.Cell;
import io.soroka.contacts.intake.CellReader;
import io.soroka.contacts.intake.Conflict;
import io.soroka.contacts.intake.TextCopy;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A source's rows on their way to become clients, a batch at a time. A row without a usable number,
 * or without an id where ids tell clients apart, is refused; any other bad value is left out and
 * overwrites nothing.
 */
final class ClientRows {
    private final Source.Plan plan;
    private final CellReader cells;
    private final Numbers numbers;
    private final ZoneId zone;
    private final List<String> columns;
    private final Field phone;
    private final List<Field> brought = new ArrayList<>();

    /** Where each of the fields brought stands in a row. */
    private final List<Integer> places = new ArrayList<>();

    private final int phonePlace;

    private final BadRows problems;
    private final List<String> refusedIds = new ArrayList<>();
    private long staged;

    /**
     * @param zone where moments without an offset were written
     * @throws SourceFailure if a field is gone
     */
    ClientRows(Source.Plan plan, Fields fields, CellReader cells, Numbers numbers, ZoneId zone) {
        this.plan = plan;
        this.cells = cells;
        this.numbers = numbers;
        this.zone = zone;
        Set<String> asked = new LinkedHashSet<>();
        plan.mapping().forEach(one -> asked.add(one.column()));
        asked.add(plan.key());
        if (plan.changed() != null) {
            asked.add(plan.changed());
        }
        this.columns = List.copyOf(asked);
        Map<String, Field> offered =
                fields.offered().stream().collect(Collectors.toMap(Field::key, field -> field));
        int numberAt = -1;
        Field number = null;
        for (Source.Mapped one : plan.mapping()) {
            Field field = offered.get(one.field());
            if (field == null) {
                throw new SourceFailure("source.field-gone", one.field());
            }
            if (field.key().equals("phone")) {
                number = field;
                numberAt = columns.indexOf(one.column());
            } else {
                brought.add(field);
                places.add(columns.indexOf(one.column()));
            }
        }
        this.phone = Objects.requireNonNull(number);
        this.phonePlace = numberAt;
        this.problems = new BadRows(columns, plan.key(), !isPersonal(plan.key()));
    }

    /** The columns to ask for. */
    List<String> columns() {
        return columns;
    }

    /** The fields that each row brings, without the number. */
    List<Field> brought() {
        return brought;
    }

    /** Whose value counts, by the fields' keys. */
    Map<String, Conflict> conflicts() {
        return plan.mapping().stream()
                .collect(Collectors.toMap(Source.Mapped::field, Source.Mapped::conflict));
    }

    /** Begins another batch. */
    void begin() {
        problems.begin();
        refusedIds.clear();
        staged = 0;
    }

    /** Values and rows of this batch that could not be used. */
    long bad() {
        return problems.count();
    }

    /** The first of them. */
    List<RowProblem> problems() {
        return problems.first();
    }

    /** How many rows were staged. */
    long staged() {
        return staged;
    }

    /** Ids of rows that were refused for another reason: their clients are still in the source. */
    List<String> refusedIds() {
        return refusedIds;
    }

    /** Stages a row, or notes why not. */
    void stage(List<@Nullable Object> row, TextCopy staging) throws SQLException {
        List<@Nullable String> values = new ArrayList<>(brought.size());
        StringBuilder unreadable = new StringBuilder();
        String id = null;
        boolean refused = false;
        for (int i = 0; i < brought.size(); i++) {
            Field field = brought.get(i);
            Cell cell = cells.readTyped(field, row.get(places.get(i)));
            if (cell.problem() != null) {
                problems.add(row, places.get(i), cell.problem(), cell.arguments());
                unreadable.append(unreadable.isEmpty() ? "" : ",").append(field.column());
            }
            if (field.key().equals("external_id")) {
                id = cell.value();
                if (id == null) {
                    refused = true;
                    if (cell.problem() == null) {
                        problems.add(row, places.get(i), "source.row-without-id", List.of());
                    }
                }
            }
            values.add(cell.value());
        }
        Object number = row.get(phonePlace);
        switch (numbers.parse(number == null ? null : BadRows.written(number))) {
            case NumberResult.Accepted accepted -> {
                if (!refused) {
                    staging.add(++staged);
                    staging.add(accepted.msisdn());
                    for (String value : values) {
                        staging.add(value);
                    }
                    staging.add(unreadable.isEmpty() ? null : "{" + unreadable + "}");
                    staging.add(changedAt(row));
                    staging.endRow();
                }
            }
            case NumberResult.Refused why -> {
                problems.add(row, phonePlace, why.reason().messageKey(), why.arguments());
                if (id != null) {
                    refusedIds.add(id);
                }
            }
        }
    }

    private @Nullable String changedAt(List<@Nullable Object> row) {
        Object changed = plan.changed() == null ? null : row.get(columns.indexOf(plan.changed()));
        return switch (changed) {
            case OffsetDateTime moment -> moment.toInstant().toString();
            case LocalDateTime moment -> moment.atZone(zone).toInstant().toString();
            // A counter tells the order of changes, and not when they were.
            case null, default -> null;
        };
    }

    /** What leads to a person is no key to show. */
    private boolean isPersonal(String column) {
        return plan.mapping().stream()
                .filter(one -> one.column().equals(column))
                .anyMatch(one ->
                        one.field().equals(phone.key())
                                || brought.stream()
                                        .anyMatch(field ->
                                                field.key().equals(one.field())
                                                        && field.personal()));
    }
}
