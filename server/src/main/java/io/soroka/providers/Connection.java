package io.soroka.providers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection as administrators see it: without its secret.
 *
 * @param practice whether it leads to the simulator inside this server, for practice alone
 * @param priority the smaller, the earlier it stands
 * @param flow what people have it do for now
 * @param unitPrice what a part costs, in roubles
 * @param fallbacks connections that stand in for it, the preferred one first
 * @param hasSecret whether a secret is set
 */
public record Connection(
        int id,
        String name,
        String kind,
        boolean enabled,
        boolean practice,
        int priority,
        Flow flow,
        Limits limits,
        BigDecimal unitPrice,
        List<String> prefixes,
        List<Integer> fallbacks,
        Map<String, String> options,
        boolean hasSecret) {
    public Connection {
        prefixes = List.copyOf(prefixes);
        fallbacks = List.copyOf(fallbacks);
        options = Map.copyOf(options);
    }

    /**
     * What is wanted of a connection.
     *
     * @param unitPrice 0 to 999,999.9999 roubles a part
     * @param fallbacks others of the same purpose, at most 10, the preferred one first
     * @param secret null to keep the one there is
     */
    public record Wanted(
            String name,
            String kind,
            int priority,
            Limits limits,
            BigDecimal unitPrice,
            List<String> prefixes,
            List<Integer> fallbacks,
            Map<String, String> options,
            @Nullable String secret) {
        public Wanted {
            prefixes = List.copyOf(prefixes);
            fallbacks = List.copyOf(fallbacks);
            options = Map.copyOf(options);
        }

        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Wanted[" + name + "]";
        }
    }
}
