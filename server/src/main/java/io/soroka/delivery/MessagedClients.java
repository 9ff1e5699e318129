package io.soroka.delivery;

import io.soroka.contacts.ClientUse;
import io.soroka.platform.Ids;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Clients who were sent something stay, whatever becomes of the import that created them. */
@Component
class MessagedClients implements ClientUse {
    @Override
    public Query since(Instant moment) {
        return new Query(
                "select client_id from message where id >= ? and client_id is not null",
                List.of(Ids.floor(moment)));
    }
}
