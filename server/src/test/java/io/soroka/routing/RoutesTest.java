package io.soroka.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RoutesTest {
    @Test
    void theLongestFittingPrefixWins() {
        var routes =
                new Routes(
                        List.of(connection(1, "7"), connection(2, "791"), connection(3, "79161")));
        assertThat(routes.choose(79161234567L)).hasValue(3);
        assertThat(routes.choose(79171234567L)).hasValue(2);
        assertThat(routes.choose(77001234567L)).hasValue(1);
    }

    @Test
    void withoutAFittingPrefixAConnectionThatNamesNoneIsTaken() {
        assertThat(new Routes(List.of(connection(1, "791"), connection(2))).choose(79201234567L))
                .hasValue(2);
        assertThat(new Routes(List.of(connection(1, "791"))).choose(79201234567L)).hasValue(1);
        assertThat(new Routes(List.of()).choose(79201234567L)).isEmpty();
    }

    @Property
    void theSameNumberAlwaysGoesTheSameWay(
            @ForAll @LongRange(min = 1_000_000L, max = 999_999_999_999_999L) long number) {
        var connections = List.of(connection(1), connection(2), connection(3));
        assertThat(new Routes(connections).choose(number))
                .isEqualTo(new Routes(connections).choose(number));
    }

    @Test
    void equalConnectionsShareTheNumbersEvenly() {
        var routes =
                new Routes(List.of(connection(1, "79"), connection(2, "79"), connection(3, "79")));
        Map<Integer, Integer> counts = new HashMap<>();
        for (long n = 0; n < 30_000; n++) {
            counts.merge(routes.choose(79_160_000_000L + n).orElseThrow(), 1, Integer::sum);
        }
        assertThat(counts.values()).hasSize(3).allMatch(count -> count > 9_000 && count < 11_000);
    }

    @Test
    void aWeightMovesOnlyAShareAndOnlyToTheNextInLine() {
        List<ConnectionSettings> connections =
                List.of(connection(1, List.of(3), "7916"), connection(2), connection(3));
        var all = new Routes(connections);
        int left = 0;
        int leftBefore = 0;
        for (long number = 79160000000L; number < 79160010000L; number++) {
            assertThat(all.choose(number)).hasValue(1);
            int half = new Routes(connections, Map.of(1, 0.5)).choose(number).getAsInt();
            int third = new Routes(connections, Map.of(1, 0.3)).choose(number).getAsInt();
            left += half == 3 ? 1 : 0;
            leftBefore += third == 3 ? 1 : 0;
            assertThat(half).isIn(1, 3);
            // Who has left stays where he went while it gets worse.
            assertThat(third).isIn(half == 3 ? List.of(3) : List.of(1, 3));
        }
        assertThat(left).isBetween(4_800, 5_200);
        assertThat(leftBefore).isBetween(6_800, 7_200);
    }

    @Test
    void withoutWeightNothingIsChosenUnlessNothingElseIsThere() {
        List<ConnectionSettings> connections =
                List.of(connection(1, List.of(2), "7916"), connection(2));
        long number = 79161234567L;
        assertThat(new Routes(connections, Map.of(1, 0.0)).choose(number)).hasValue(2);
        assertThat(new Routes(connections, Map.of(1, 0.0, 2, 0.0)).choose(number)).hasValue(1);
        assertThat(new Routes(connections, Map.of(1, 0.01, 2, 0.02)).choose(number)).hasValue(2);
    }

    @Test
    void equalsStandInForEachOther() {
        List<ConnectionSettings> connections =
                List.of(
                        connection(1, "7916"),
                        connection(2, "7916"),
                        connection(3, List.of(9, 4)),
                        connection(4, "7917"));
        var routes = new Routes(connections);
        assertThat(routes.standIns(1)).containsExactly(2);
        assertThat(
                        new Routes(
                                        List.of(
                                                connection(5, "7916", "7985"),
                                                connection(7, "7985", "7916"),
                                                connection(6, "7985", "7916")))
                                .standIns(5))
                .as("in whatever order they name their numbers, as they are preferred")
                .containsExactly(7, 6);
        assertThat(routes.standIns(3)).as("one that is switched off does not").containsExactly(4);
        assertThat(routes.inOrder(79161234567L)).containsExactlyInAnyOrder(1, 2);
        assertThat(routes.inOrder(79991234567L)).containsExactly(3, 4);
    }

    private static ConnectionSettings connection(int id, String... prefixes) {
        return connection(id, List.of(), prefixes);
    }

    private static ConnectionSettings connection(
            int id, List<Integer> fallbacks, String... prefixes) {
        return new ConnectionSettings(
                id, "c" + id, "smpp", Limits.NONE, List.of(prefixes), fallbacks, Map.of(), "");
    }
}
