package io.soroka.campaigns;

import io.soroka.delivery.Delivery;
import io.soroka.delivery.Intake;
import io.soroka.platform.Courtesy;
import io.soroka.platform.Database;
import io.soroka.platform.Settings;
import io.soroka.policy.MessageClass;
import io.soroka.policy.Policies;
import io.soroka.policy.SuppressionReason;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import io.soroka.routing.Routes;
import io.soroka.segments.Segments;
import io.soroka.selections.Selections;
import io.soroka.selections.Variables;
import io.soroka.templates.ClientText;
import io.soroka.templates.ClientTexts;
import io.soroka.text.Coding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns a run's audience into messages, a chunk at a time. One transaction holds a chunk's
 * messages, its suppressions, its batches and the checkpoint, so a restart goes on exactly behind
 * the last chunk.
 */
@Component
class Planner {
    /**
     * People read, judged and stored at once: a few groups for a connection, none of them small.
     */
    private static final int CHUNK = 8_000;

    /** Before each chunk at the most, for the sake of people who wait for pages. */
    private static final Duration ASIDE = Duration.ofMillis(500);

    private final Database database;
    private final Delivery delivery;
    private final Policies policies;
    private final Segments segments;
    private final Selections selections;
    private final ClientTexts texts;
    private final Connections connections;
    private final Clock clock;
    private final CampaignSettings settings;
    private final Settings company;
    private final Throttles throttles;
    private final Courtesy courtesy;

    Planner(
            Database database,
            Delivery delivery,
            Policies policies,
            Segments segments,
            Selections selections,
            ClientTexts texts,
            Connections connections,
            Clock clock,
            CampaignSettings settings,
            Settings company,
            Throttles throttles,
            Courtesy courtesy) {
        this.database = database;
        this.delivery = delivery;
        this.policies = policies;
        this.segments = segments;
        this.selections = selections;
        this.texts = texts;
        this.connections = connections;
        this.clock = clock;
        this.settings = settings;
        this.company = company;
        this.throttles = throttles;
        this.courtesy = courtesy;
    }

    /**
     * Plans a run until everyone has an outcome, its state no longer asks for it, its pace is used
     * up for now, or the database runs out of room. Does nothing when somebody else plans it.
     */
    void plan(Runs.Run run) throws SQLException {
        if (database.isShortOfRoom()) {
            return;
        }
        try (Connection db = database.dedicated("run " + run.id())) {
            if (!lock(db, run.id())) {
                return;
            }
            db.setAutoCommit(false);
            var chunks = new Chunks(db, run);
            if (run.perMinute() != null) {
                int most = throttles.allowed(run);
                if (most > 0 && chunks.next(most)) {
                    throttles.used(run, chunks.messages);
                }
                return;
            }
            while (chunks.next(Integer.MAX_VALUE)
                    && !database.isShortOfRoom()
                    && !Thread.currentThread().isInterrupted()) {
                courtesy.stepAside(ASIDE);
            }
        }
    }

    /** Held by the session, so that it is free the moment this process dies. */
    private static boolean lock(Connection db, long runId) throws SQLException {
        try (var statement = db.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, runId);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** What a chunk holds for one connection. */
    private static final class Planned {
        long messages;
        long parts;
    }

    /** The chunks of one run, in order. */
    private final class Chunks implements Judgement.Fate, Judgement.Earlier {
        private final Connection db;
        private final Runs.Run run;
        private final Judgement judgement;
        private final Audience audience;
        private final Intake intake;
        private final Map<SuppressionReason, Integer> suppressed =
                new EnumMap<>(SuppressionReason.class);
        private final Map<Integer, Planned> planned = new TreeMap<>();
        private int messages;
        private long checkpoint;

        /** Nobody is behind the checkpoint: to look again may mean to read all clients. */
        private boolean exhausted;

        private boolean walking;
        private @Nullable Routes routes;
        private Map<Integer, Coding> codings = Map.of();
        private long routesReadAt;

        Chunks(Connection db, Runs.Run run) throws SQLException {
            this.db = db;
            this.run = run;
            MessageClass messageClass = MessageClass.of(run.messageClass());
            Long selectionRun = run.selectionRun();
            Variables selected = selectionRun == null ? null : selections.ofRun(selectionRun);
            ClientText text = texts.compile(run.text(), selected);
            this.judgement =
                    new Judgement(policies, messageClass, text.template(), settings.maxParts());
            // The day the run began, so that "in three days" means the same for its last chunk as
            // for its first.
            LocalDate today = LocalDate.ofInstant(run.startedAt(), company.timeZone());
            this.audience =
                    new Audience(
                            run.departmentId(),
                            run.frozen()
                                    ? new Audience.Source.Stored(run.id())
                                    : new Audience.Source.Meeting(
                                            segments.where(
                                                    run.departmentId(), run.criteria(), today)),
                            text.fields(),
                            selected,
                            false,
                            company.timeZone());
            this.intake = delivery.intake(run.departmentId(), run.id(), messageClass, run.sender());
            this.checkpoint = readCheckpoint();
            if (checkpoint > 0) {
                walkAlongIds();
            }
        }

        private long readCheckpoint() throws SQLException {
            try (var statement = db.prepareStatement("select checkpoint from run where id = ?")) {
                statement.setLong(1, run.id());
                try (var row = statement.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        }

        /**
         * Plans one chunk; false when there is nothing more to do.
         *
         * @param most messages at the most
         */
        boolean next(int most) throws SQLException {
            List<Audience.Person> people =
                    exhausted ? List.of() : audience.chunk(db, checkpoint, CHUNK);
            if (people.isEmpty()) {
                finish();
                return false;
            }
            suppressed.clear();
            planned.clear();
            messages = 0;
            Routes open = routes();
            int judged = judgement.judge(db, people, open, codings, this, most, this);
            long last = people.get(judged - 1).id();
            intake.write(db);
            if (!advance(last, judged)) {
                db.rollback();
                return false;
            }
            db.commit();
            intake.handOver();
            checkpoint = last;
            exhausted = judged == people.size() && judged < CHUNK;
            if (!exhausted && !walking) {
                walkAlongIds();
            }
            return true;
        }

        /**
         * There are many. PostgreSQL must not think of few, and read and sort all clients for each
         * chunk; for the first one it may, for it may know how to find few at once.
         */
        private void walkAlongIds() throws SQLException {
            try (var statement = db.createStatement()) {
                statement.execute(
                        "set enable_sort to off; set max_parallel_workers_per_gather to 0");
            }
            walking = true;
        }

        /**
         * As they were within the last second: a chunk takes much less, and reading opens secrets.
         */
        private Routes routes() {
            long now = clock.millis();
            if (routes == null || now - routesReadAt >= 1_000 || now < routesReadAt) {
                List<ConnectionSettings> enabled = connections.enabledFor(run.departmentId());
                routes = new Routes(enabled, delivery.weights());
                codings = connections.codings(enabled);
                routesReadAt = now;
            }
            return routes;
        }

        @Override
        public void message(
                Audience.Person person, CharSequence text, int parts, int connectionId) {
            intake.message(person.id(), person.msisdn(), text.toString(), parts, connectionId);
            Planned on = planned.computeIfAbsent(connectionId, ignored -> new Planned());
            on.messages++;
            on.parts += parts;
            messages++;
        }

        @Override
        public void suppressed(Audience.Person person, SuppressionReason reason) {
            intake.suppressed(person.id(), reason);
            suppressed.merge(reason, 1, Integer::sum);
        }

        /**
         * Numbers that an earlier chunk of the run sends to already. One pass over the index for
         * all numbers of a chunk: a question for each of them took a seventh of planning.
         */
        @Override
        public Set<Long> among(List<Audience.Person> people) throws SQLException {
            var sharers = new ArrayList<Long>();
            try (var statement =
                    db.prepareStatement(
                            "select id from client where msisdn = any(?) and id <= ?")) {
                statement.setArray(1, Audience.numbers(db, people));
                statement.setLong(2, checkpoint);
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        sharers.add(row.getLong(1));
                    }
                }
            }
            return sharers.isEmpty() ? new HashSet<>() : sentTo(sharers);
        }

        /** The numbers of those clients that the run sends to. */
        private Set<Long> sentTo(List<Long> clients) throws SQLException {
            var numbers = new HashSet<Long>();
            try (var statement =
                    db.prepareStatement(
                            """
                            select d.msisdn
                              from unnest(?) u(id)
                              join run_person p on p.run_id = ? and p.step = 0 and p.person_id = u.id
                              join client d on d.id = u.id
                             where p.message_id is not null
                            """)) {
                statement.setArray(1, db.createArrayOf("bigint", clients.toArray(Long[]::new)));
                statement.setLong(2, run.id());
                try (var row = statement.executeQuery()) {
                    while (row.next()) {
                        numbers.add(row.getLong(1));
                    }
                }
            }
            return numbers;
        }

        /** Moves the checkpoint; false when the run was paused or stopped meanwhile. */
        private boolean advance(long last, int judged) throws SQLException {
            try (var statement =
                    db.prepareStatement(
                            """
                            insert into run_suppressed as s (run_id, reason, people) values (?, ?, ?)
                            on conflict (run_id, reason) do update set people = s.people + excluded.people
                            """)) {
                for (var entry : suppressed.entrySet()) {
                    statement.setLong(1, run.id());
                    statement.setInt(2, entry.getKey().code());
                    statement.setInt(3, entry.getValue());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            countPlanned();
            try (var statement =
                    db.prepareStatement(
                            """
                            update run set checkpoint = ?, audience = audience + ?, messages = messages + ?
                             where id = ? and status = 'active' and checkpoint = ?
                            """)) {
                statement.setLong(1, last);
                statement.setInt(2, judged);
                statement.setInt(3, messages);
                statement.setLong(4, run.id());
                statement.setLong(5, checkpoint);
                return statement.executeUpdate() == 1;
            }
        }

        /** A connection that was switched on after the launch comes in at its price of now. */
        private void countPlanned() throws SQLException {
            try (var statement =
                    db.prepareStatement(
                            """
                            insert into run_connection as r (run_id, connection_id, unit_price, messages, parts)
                            select ?, c.id, coalesce(c.unit_price, 0), ?, ? from connection c where c.id = ?
                            on conflict (run_id, connection_id) do update
                               set messages = r.messages + excluded.messages, parts = r.parts + excluded.parts
                            """)) {
                for (var entry : planned.entrySet()) {
                    statement.setLong(1, run.id());
                    statement.setLong(2, entry.getValue().messages);
                    statement.setLong(3, entry.getValue().parts);
                    statement.setInt(4, entry.getKey());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }

        private void finish() throws SQLException {
            try (var statement =
                    db.prepareStatement(
                            """
                            with planned as (
                                update run set planned_at = ? where id = ? and status = 'active' and planned_at is null
                                returning id, planned_at)
                            insert into run_event (run_id, at, kind) select id, planned_at, 'planned' from planned
                            """)) {
                statement.setTimestamp(1, java.sql.Timestamp.from(clock.instant()));
                statement.setLong(2, run.id());
                statement.executeUpdate();
            }
            db.commit();
            throttles.forget(run.id());
        }
    }
}
