package io.soroka.campaigns;

import io.soroka.contacts.ClientUse;
import io.soroka.platform.Ids;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Clients on the list of a launched run that has yet to be gone through stay, whatever becomes of
 * the import that created them: nobody who was counted is to vanish without a reason.
 */
@Component
class ListedClients implements ClientUse {
    @Override
    public Query since(Instant moment) {
        return new Query(
                """
                select a.client_id from run_audience a join run r on r.id = a.run_id
                 where r.id >= ? and r.planned_at is null
                   and r.status in ('held', 'scheduled', 'active', 'paused')
                """,
                List.of(Ids.floor(moment)));
    }
}
