package io.soroka.contacts;

import java.time.Instant;
import java.util.List;

/** Implemented by rooms whose rows name clients, so that clients in use are not taken away. */
@FunctionalInterface
public interface ClientUse {

    /** The clients who have been used since a moment; others may be among them. */
    Query since(Instant moment);

    /**
     * A query for ids of clients, none of them null.
     *
     * @param parameters the values bound to its question marks, in order
     */
    record Query(String sql, List<Object> parameters) {}
}
