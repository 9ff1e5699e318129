package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.bench.Comparison;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the server says of every person is held against the simulator's own log. */
@Tag("slow")
class FaultMatrixTest {
    private static FaultMatrix matrix;

    @BeforeAll
    static void send() throws IOException {
        matrix = new FaultMatrix(200, false);
    }

    @AfterAll
    static void stop() throws IOException {
        matrix.close();
    }

    @Test
    void nothingIsLostAndNobodyGetsItTwice() throws IOException, SQLException {
        try (var db = matrix.server.database().source().getConnection()) {
            Comparison comparison = Comparison.of(matrix.server.simulatorLog(), db);
            assertThat(comparison.lost()).as(comparison.detail()).isZero();
            assertThat(comparison.duplicates()).isZero();
        }
    }

    @TestFactory
    List<DynamicTest> theNumbersAreTheOperators() {
        return FaultMatrix.FAULTS.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> balances(name)))
                .toList();
    }

    private void balances(String name) {
        FaultMatrix.Told log = matrix.told.get(name);
        record Row(long delivered, long failed, long uncertain) {}
        Row row =
                matrix.server
                        .sql()
                        .sql(
                                """
                                select t.delivered, t.failed, t.uncertain
                                  from run_tally t join connection c on c.id = t.connection_id
                                 where t.run_id = ? and c.name = ?
                                """)
                        .params(matrix.run.id(), name)
                        .query((one, number) ->
                                new Row(one.getLong(1), one.getLong(2), one.getLong(3)))
                        .single();
        assertThat(row.delivered()).as("delivered").isEqualTo(log.delivered.size());
        assertThat(row.failed())
                .as("failed")
                .isEqualTo(log.undelivered.size() + log.refused.size());
        assertThat(row.delivered() + row.failed() + row.uncertain() + log.lost.size())
                .as("everybody")
                .isEqualTo(matrix.people);
        boolean losesLines = List.of("cut", "silent", "refusing").contains(name);
        if (!losesLines) {
            assertThat(row.uncertain()).as("uncertain").isZero();
        }
        assertThat(Set.copyOf(log.numbers.values()))
                .as("each number once")
                .hasSize(log.numbers.size());
    }
}
