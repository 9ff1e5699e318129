package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.bench.Comparison;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The faults of the matrix while one operator without any stands in for all others. */
@Tag("slow")
class FailoverMatrixTest {
    private static FaultMatrix matrix;

    @BeforeAll
    static void send() throws IOException {
        matrix = new FaultMatrix(300, true);
    }

    @AfterAll
    static void stop() throws IOException {
        matrix.close();
    }

    private record Row(
            String connection, long taken, long delivered, long failed, long uncertain) {}

    private static List<Row> rows() {
        return matrix.server
                .sql()
                .sql(
                        """
                        select c.name as connection, t.taken, t.delivered, t.failed, t.uncertain
                          from run_tally t join connection c on c.id = t.connection_id
                         where t.run_id = ?
                        """)
                .param(matrix.run.id())
                .query(Row.class)
                .list();
    }

    @Test
    void everybodyIsCountedOnce() {
        List<Row> rows = rows();
        long lost = matrix.told.values().stream().mapToLong(one -> one.lost.size()).sum();
        assertThat(rows.stream().mapToLong(Row::taken).sum()).isEqualTo(matrix.everybody());
        assertThat(
                        rows.stream()
                                        .mapToLong(row ->
                                                row.delivered() + row.failed() + row.uncertain())
                                        .sum()
                                + lost)
                .isEqualTo(matrix.everybody());
    }

    @Test
    void eachOperatorHasDeliveredWhatItSays() {
        for (Row row : rows()) {
            FaultMatrix.Told log = matrix.told.get(row.connection());
            assertThat(row.delivered())
                    .as(row.connection())
                    .isEqualTo(log == null ? 0 : log.delivered.size());
        }
        assertThat(matrix.told.get(FaultMatrix.SPARE).delivered).as("it helped").isNotEmpty();
    }

    @Test
    void nothingIsLostAndNobodyGetsItTwice() throws SQLException, IOException {
        try (var db = matrix.server.database().source().getConnection()) {
            Comparison comparison = Comparison.of(matrix.server.simulatorLog(), db);
            assertThat(comparison.lost()).as(comparison.detail()).isZero();
            assertThat(comparison.duplicates()).isZero();
        }
        var numbers = new ArrayList<String>();
        matrix.told.values().forEach(one -> numbers.addAll(one.numbers.values()));
        Set<String> once = new HashSet<>(numbers);
        assertThat(numbers).as("each number with one operator").hasSize(once.size());
    }

    @Test
    void noConnectionFlaps() {
        assertThat(matrix.weights.turns.values()).as("times away").allMatch(turns -> turns <= 2);
    }
}
