package io.soroka.routing;

import io.soroka.providers.ConnectionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The routes at one moment: the connection with the longest fitting prefix; without one, a
 * connection that names no prefix; without one, any. Connections that fit equally share the numbers
 * among them, the same number always going the same way.
 */
public final class Routes {
    private static final int MAX_PREFIX = 15;

    private final Map<String, List<Integer>> byPrefix = new HashMap<>();
    private final List<Integer> others;

    /** The routes over these connections. */
    public Routes(List<ConnectionSettings> connections) {
        var open = new ArrayList<Integer>();
        for (ConnectionSettings connection : connections) {
            if (connection.prefixes().isEmpty()) {
                open.add(connection.id());
            }
            for (String prefix : connection.prefixes()) {
                byPrefix.computeIfAbsent(prefix, ignored -> new ArrayList<>()).add(connection.id());
            }
        }
        others =
                open.isEmpty()
                        ? connections.stream().map(ConnectionSettings::id).toList()
                        : List.copyOf(open);
    }

    /** The connection for a number; none when no connection is switched on. */
    public OptionalInt choose(long msisdn) {
        String digits = Long.toString(msisdn);
        for (int length = Math.min(digits.length(), MAX_PREFIX);
                length > 0 && !byPrefix.isEmpty();
                length--) {
            List<Integer> fitting = byPrefix.get(digits.substring(0, length));
            if (fitting != null) {
                return OptionalInt.of(share(fitting, msisdn));
            }
        }
        return others.isEmpty() ? OptionalInt.empty() : OptionalInt.of(share(others, msisdn));
    }

    private static int share(List<Integer> connections, long msisdn) {
        return connections.get(
                Math.floorMod(Long.hashCode(msisdn * 0x9e3779b97f4a7c15L), connections.size()));
    }
}
