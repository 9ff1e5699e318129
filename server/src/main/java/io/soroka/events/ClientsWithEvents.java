package io.soroka.events;

import io.soroka.contacts.ClientUse;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Clients of whom events were told stay, whatever becomes of the import that created them. When it
 * happened says nothing of when it was told, so that all events count.
 */
@Component
class ClientsWithEvents implements ClientUse {
    @Override
    public Query since(Instant moment) {
        return new Query("select client_id from client_event", List.of());
    }

    /** What somebody bought is no reason to write to them when the CRM has deleted them. */
    @Override
    public boolean outlastsSource() {
        return false;
    }
}
