package io.soroka.contacts;

import java.time.Instant;
import java.util.List;

/** Implemented by rooms whose rows name clients, so that clients in use are not taken away. */
@FunctionalInterface
public interface ClientUse {

    /** The clients who have been used since a moment; others may be among them. */
    Query since(Instant moment);

    /**
     * Whether clients so used stay even when the system that brought them has lost them: others
     * would go on to be found, and written to, for ever.
     */
    default boolean outlastsSource() {
        return true;
    }

    /**
     * A query for ids of clients, none of them null.
     *
     * @param parameters the values bound to its question marks, in order
     */
    record Query(String sql, List<Object> parameters) {}
}
