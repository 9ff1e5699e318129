package io.soroka.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.ConnectionSettings;
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

    private static ConnectionSettings connection(int id, String... prefixes) {
        return new ConnectionSettings(id, "c" + id, "smpp", 0, List.of(prefixes), Map.of(), "");
    }
}
