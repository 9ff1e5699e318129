package io.soroka.delivery;

import io.soroka.providers.Inbound;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Where incoming messages are kept: implemented by the room that reads them. */
public interface IncomingStore {
    /**
     * Stores messages within the caller's transaction; only after its commit is the provider told
     * that we have them.
     *
     * @param connectionId the connection they came in through
     */
    void store(Connection transaction, int connectionId, List<Inbound.Incoming> messages)
            throws SQLException;

    /** The messages stored last are committed and may be read. */
    void committed();
}
