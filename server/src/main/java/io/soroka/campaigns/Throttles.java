package io.soroka.campaigns;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The pace of the runs that are not to go as fast as they can. */
@Component
class Throttles {
    private final JdbcClient sql;
    private final Clock clock;
    private final Map<Long, Throttle> throttles = new ConcurrentHashMap<>();

    Throttles(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    private record State(long planned, long answered) {}

    /** How many messages of a run may be planned now. */
    int allowed(Runs.Run run) {
        State state = state(run.id());
        return throttle(run).allowed(clock.millis(), state.planned(), state.answered());
    }

    /** So many were planned. */
    void used(Runs.Run run, int messages) {
        throttle(run).used(messages);
    }

    /** A run needs no pace any more. */
    void forget(long runId) {
        throttles.remove(runId);
    }

    private Throttle throttle(Runs.Run run) {
        int perMinute = Objects.requireNonNull(run.perMinute());
        return throttles.computeIfAbsent(run.id(), ignored -> new Throttle(perMinute));
    }

    /**
     * Counted in parts each open one stands for a message at the most, so this errs on the safe
     * side.
     */
    private State state(long runId) {
        return sql.sql(
                        """
                        select r.messages,
                               r.messages
                               - (select coalesce(sum(parts), 0) from run_connection where run_id = r.id)
                               + (select coalesce(sum(parts), 0) from run_tally where run_id = r.id)
                               - (select count(*) from put_back where run_id = r.id)
                          from run r where r.id = ?
                        """)
                .param(runId)
                .query((row, number) -> new State(row.getLong(1), Math.max(0, row.getLong(2))))
                .single();
    }
}
