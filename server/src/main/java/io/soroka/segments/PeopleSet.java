package io.soroka.segments;

import java.util.List;

/**
 * People whom a query finds, each once.
 *
 * @param query selects {@code client_id}, or {@code msisdn} of a set of numbers; where it says
 *     {@link #WITHIN} behind a condition, another one is written that leaves some people out.
 *     Without that it is always read as a whole
 * @param key what the query selects
 * @param id where that stands in the query, for the condition at {@link #WITHIN}
 * @param values to bind, in the order of the question marks
 */
public record PeopleSet(String query, Key key, String id, List<Object> values) {
    /** The place for a further condition. */
    public static final String WITHIN = "{within}";

    /** By what people are told apart. */
    public enum Key {
        CLIENT("client_id", "c.id"),
        NUMBER("msisdn", "c.msisdn");

        private final String column;
        private final String ofClient;

        Key(String column, String ofClient) {
            this.column = column;
            this.ofClient = ofClient;
        }

        String column() {
            return column;
        }

        String ofClient() {
            return ofClient;
        }
    }

    public PeopleSet {
        values = List.copyOf(values);
    }

    /** Clients by their ids. */
    public static PeopleSet clients(String query, String id, List<Object> values) {
        return new PeopleSet(query, Key.CLIENT, id, values);
    }

    boolean canBeCut() {
        return query.contains(WITHIN);
    }

    String where(String condition) {
        return query.replace(WITHIN, condition);
    }
}
