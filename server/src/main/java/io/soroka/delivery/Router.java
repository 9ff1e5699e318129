package io.soroka.delivery;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connector;
import io.soroka.routing.Routes;
import io.soroka.text.Coding;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows how far each connection is trusted just now, and which one can stand in for it. One thread
 * looks, every second; any thread may ask.
 */
final class Router {
    /** A connection below this weight has troubles enough of its own. */
    private static final double FIT = 0.5;

    private final Map<Integer, Watched> watched = new HashMap<>();
    private volatile Map<Integer, Standing> standings = Map.of();

    private record Watched(Dispatcher dispatcher, Weight weight) {}

    /**
     * One connection as it is now.
     *
     * @param weight 0 when it may not take new messages
     * @param isAway whether what waits for it should go elsewhere
     * @param routes over all connections of its purpose
     */
    private record Standing(
            double weight, boolean isAway, Coding coding, boolean wholeTexts, Routes routes) {
        boolean takesFrom(Standing other, int parts) {
            // A phone does not put together what came in two ways, so texts must be cut alike.
            return !isAway
                    && weight >= FIT
                    && coding.equals(other.coding)
                    && (parts == 1 || (!wholeTexts && !other.wholeTexts));
        }
    }

    /**
     * Looks how these connections do.
     *
     * @param purposes what is switched on, apart by purpose: only those of one purpose compare, and
     *     only they stand in for each other
     */
    synchronized void look(
            Collection<Dispatcher> dispatchers,
            List<List<ConnectionSettings>> purposes,
            long nowMillis) {
        var here = new HashMap<Integer, Dispatcher>();
        dispatchers.forEach(dispatcher -> here.put(dispatcher.settings().id(), dispatcher));
        watched.keySet().retainAll(here.keySet());
        here.forEach((id, dispatcher) -> {
            Watched known = watched.get(id);
            if (known == null || known.dispatcher() != dispatcher) {
                known = new Watched(dispatcher, new Weight(nowMillis));
                watched.put(id, known);
            }
            known.weight().see(dispatcher.counts(), dispatcher.sessions() > 0, nowMillis);
        });
        var now = new HashMap<Integer, Standing>();
        purposes.forEach(enabled -> look(enabled, nowMillis, now));
        standings = now;
    }

    private void look(
            List<ConnectionSettings> enabled, long nowMillis, Map<Integer, Standing> standing) {
        List<ConnectionSettings> here =
                enabled.stream().filter(one -> watched.containsKey(one.id())).toList();
        var routes = new Routes(here);
        for (ConnectionSettings one : here) {
            Weight weight = weight(one.id());
            Dispatcher dispatcher = Objects.requireNonNull(watched.get(one.id())).dispatcher();
            Connector connector = dispatcher.connector();
            Opening opening = dispatcher.gate().opening();
            weight.judge(
                    others(here, one.id(), Weight::rate).max().orElse(-1),
                    others(here, one.id(), Weight::delay).min().orElse(-1),
                    nowMillis);
            standing.put(
                    one.id(),
                    new Standing(
                            opening.takesNew() ? weight.weight() : 0,
                            weight.isAway() || opening.isShut(),
                            connector.coding(one),
                            connector.wholeTexts(one),
                            routes));
        }
    }

    private DoubleStream others(
            List<ConnectionSettings> all, int id, ToDoubleFunction<Weight> what) {
        return all.stream()
                .filter(one -> one.id() != id)
                .mapToDouble(one -> what.applyAsDouble(weight(one.id())))
                .filter(value -> value >= 0);
    }

    private Weight weight(int id) {
        return Objects.requireNonNull(watched.get(id)).weight();
    }

    /** From 0 to 1, by connection: what share of its numbers it gets; all without anyone else. */
    Map<Integer, Double> weights() {
        var weights = new HashMap<Integer, Double>();
        standings.forEach((id, own) ->
                weights.put(id, own.routes().standIns(id).isEmpty() ? 1 : own.weight()));
        return weights;
    }

    /** Whether what waits for a connection should go elsewhere. */
    boolean isAway(int connectionId) {
        Standing own = standings.get(connectionId);
        return own != null && own.isAway();
    }

    /**
     * The connection that can take one message from another; none when there is none, or when the
     * message belongs to no run: such a one tries its very connection.
     */
    OptionalInt instead(int connectionId, Tracked message) {
        Standing own = standings.get(connectionId);
        if (own == null || message.runId == 0) {
            return OptionalInt.empty();
        }
        Stream<Integer> line =
                Stream.concat(
                        own.routes().inOrder(message.msisdn).stream(),
                        own.routes().standIns(connectionId).stream());
        return first(
                line.filter(id -> id != connectionId && !message.wasTriedBy(id)),
                own,
                message.parts.length);
    }

    /** The connection that can take batches of new messages from another; none without one. */
    OptionalInt instead(int connectionId) {
        Standing own = standings.get(connectionId);
        return own == null
                ? OptionalInt.empty()
                : first(own.routes().standIns(connectionId).stream(), own, 1);
    }

    private OptionalInt first(Stream<Integer> line, Standing from, int parts) {
        return line.filter(
                        id -> {
                            @Nullable Standing to = standings.get(id);
                            return to != null && to.takesFrom(from, parts);
                        })
                .mapToInt(Integer::intValue)
                .findFirst();
    }
}
