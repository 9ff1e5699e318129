package io.soroka.selections;

import io.soroka.contacts.Field;
import io.soroka.contacts.intake.Cell;
import io.soroka.contacts.intake.CellReader;
import io.soroka.contacts.intake.TextCopy;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import io.soroka.sources.RowProblem;
import io.soroka.sources.SourceFailure;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An answer's rows on their way to become people. A row whose person can't be told is refused; any
 * other bad value is left out.
 */
final class SelectionRows {
    /** More is a slip and not a selection. */
    private static final long MOST = 5_000_000;

    private static final Field ID =
            Variables.field("external_id", "external_id", "external_id", ValueType.TEXT);

    private final Selection.Plan plan;
    private final CellReader cells;
    private final Numbers numbers;
    private final List<Field> fields = new ArrayList<>();
    private final List<RowProblem> problems = new ArrayList<>();
    private int matchPlace = -1;
    private int[] places = {};
    private final AtomicLong read = new AtomicLong();
    private long bad;

    SelectionRows(Selection.Plan plan, CellReader cells, Numbers numbers) {
        this.plan = plan;
        this.cells = cells;
        this.numbers = numbers;
        for (Selection.Variable one : plan.variables()) {
            fields.add(Variables.field("value", "value", one.name(), one.type()));
        }
    }

    /**
     * What each row holds.
     *
     * @throws SourceFailure if a column that is needed is not among them
     */
    void columns(List<String> names) {
        matchPlace = place(names, plan.matchColumn());
        places = plan.variables().stream().mapToInt(one -> place(names, one.column())).toArray();
    }

    private static int place(List<String> names, String column) {
        int place = names.indexOf(column);
        if (place < 0) {
            throw new SourceFailure("selection.no-such-column", column);
        }
        return place;
    }

    /** The columns of the staging table behind {@code n, msisdn, external_id}. */
    List<String> staged() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            names.add("v" + i);
        }
        return names;
    }

    /** Stages a row, or notes why not. */
    void stage(List<@Nullable Object> row, TextCopy staging) throws SQLException {
        long n = read.incrementAndGet();
        if (n > MOST) {
            throw new SourceFailure("selection.too-many-rows", MOST);
        }
        String number = null;
        String id = null;
        Object match = row.get(matchPlace);
        if (plan.match() == Selection.Match.PHONE) {
            switch (numbers.parse(match == null ? null : written(match))) {
                case NumberResult.Accepted accepted -> number = Long.toString(accepted.msisdn());
                case NumberResult.Refused why -> {
                    problem(plan.matchColumn(), why.reason().messageKey(), why.arguments());
                    return;
                }
            }
        } else {
            Cell cell = cells.readTyped(ID, match);
            id = cell.value();
            if (id == null) {
                String why = cell.problem();
                problem(
                        plan.matchColumn(),
                        why == null ? "source.row-without-id" : why,
                        cell.arguments());
                return;
            }
        }
        staging.add(n);
        staging.add(number);
        staging.add(id);
        for (int i = 0; i < places.length; i++) {
            Cell cell = cells.readTyped(fields.get(i), row.get(places[i]));
            String why = cell.problem();
            if (why != null) {
                problem(plan.variables().get(i).column(), why, cell.arguments());
            }
            staging.add(cell.value());
        }
        staging.endRow();
    }

    private void problem(String column, String messageKey, List<String> arguments) {
        bad++;
        if (problems.size() < RowProblem.KEPT) {
            problems.add(new RowProblem(Long.toString(read.get()), column, messageKey, arguments));
        }
    }

    private static String written(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    /** Rows so far; may be asked by any thread. */
    long read() {
        return read.get();
    }

    /** Values and rows that could not be used. */
    long bad() {
        return bad;
    }

    /** The first of them. */
    List<RowProblem> problems() {
        return problems;
    }
}
