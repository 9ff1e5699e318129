package io.soroka.routing;

import io.soroka.providers.ConnectionSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;

/**
 * The routes at one moment. A number belongs to the connection with the longest fitting prefix;
 * without one, to a connection that names no prefix; without one, to any. Connections that fit
 * equally share the numbers among them. Behind the one that a number belongs to stand its
 * fallbacks, and behind these the others that fit equally.
 *
 * <p>A connection that does badly has a weight below 1 and keeps only such a share of its numbers;
 * the rest goes on to the next in line. The same number always goes the same way, and as a weight
 * changes only the numbers at the edge change sides.
 */
public final class Routes {
    private static final int MAX_PREFIX = 15;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double HASHES = 0x1p53;

    private final Map<Integer, ConnectionSettings> byId = new LinkedHashMap<>();
    private final Map<String, List<Integer>> byPrefix = new HashMap<>();
    private final List<Integer> others;
    private final Map<Integer, Double> weights;

    /** The routes over these connections, all of which do well. */
    public Routes(List<ConnectionSettings> connections) {
        this(connections, Map.of());
    }

    /**
     * The routes over these connections.
     *
     * @param weights from 0 (gets no numbers while another can take them) to 1, by connection; 1
     *     where none is given
     */
    public Routes(List<ConnectionSettings> connections, Map<Integer, Double> weights) {
        this.weights = Map.copyOf(weights);
        var open = new ArrayList<Integer>();
        for (ConnectionSettings connection : connections) {
            byId.put(connection.id(), connection);
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
        List<Integer> fitting = fitting(msisdn);
        if (fitting.isEmpty()) {
            return OptionalInt.empty();
        }
        int preferred = preferred(fitting, msisdn);
        return OptionalInt.of(weight(preferred) >= 1 ? preferred : weighed(msisdn));
    }

    /** Every connection that may carry a number's messages, the one it belongs to first. */
    public SequencedSet<Integer> inOrder(long msisdn) {
        var order = new LinkedHashSet<Integer>();
        List<Integer> fitting = fitting(msisdn);
        if (!fitting.isEmpty()) {
            int preferred = preferred(fitting, msisdn);
            order.add(preferred);
            order.addAll(fallbacks(preferred));
            int place = fitting.indexOf(preferred);
            order.addAll(fitting.subList(place, fitting.size()));
            order.addAll(fitting);
        }
        return order;
    }

    /**
     * The connections that stand in for one whatever the number: its fallbacks, then its equals.
     */
    public SequencedSet<Integer> standIns(int connectionId) {
        var order = new LinkedHashSet<>(fallbacks(connectionId));
        ConnectionSettings own = byId.get(connectionId);
        for (ConnectionSettings other : byId.values()) {
            if (own != null
                    && other.id() != connectionId
                    && Set.copyOf(other.prefixes()).equals(Set.copyOf(own.prefixes()))) {
                order.add(other.id());
            }
        }
        return order;
    }

    private List<Integer> fallbacks(int connectionId) {
        ConnectionSettings connection = byId.get(connectionId);
        return connection == null
                ? List.of()
                : connection.fallbacks().stream().filter(byId::containsKey).toList();
    }

    private double weight(int connectionId) {
        return weights.getOrDefault(connectionId, 1.0);
    }

    private int weighed(long msisdn) {
        SequencedSet<Integer> order = inOrder(msisdn);
        double place = place(msisdn);
        int best = order.getFirst();
        for (int connection : order) {
            double weight = weight(connection);
            if (place < weight) {
                return connection;
            }
            // What is left of the numbers is spread over the rest of the line anew.
            place = (place - weight) / (1 - weight);
            best = weight > weight(best) ? connection : best;
        }
        return best;
    }

    private List<Integer> fitting(long msisdn) {
        String digits = Long.toString(msisdn);
        for (int length = Math.min(digits.length(), MAX_PREFIX);
                length > 0 && !byPrefix.isEmpty();
                length--) {
            List<Integer> fitting = byPrefix.get(digits.substring(0, length));
            if (fitting != null) {
                return fitting;
            }
        }
        return others;
    }

    private static int preferred(List<Integer> connections, long msisdn) {
        return connections.get(Math.floorMod(Long.hashCode(msisdn * GOLDEN), connections.size()));
    }

    /** Where a number stands from 0 to 1; has nothing to do with which of equals it belongs to. */
    private static double place(long msisdn) {
        long mixed = (msisdn ^ (msisdn >>> 29)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 32)) * 0x94d049bb133111ebL;
        return (mixed >>> 11) / HASHES;
    }
}
