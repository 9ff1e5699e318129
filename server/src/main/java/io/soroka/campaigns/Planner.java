package io.soroka.campaigns;

import io.soroka.delivery.Delivery;
import io.soroka.delivery.Intake;
import io.soroka.platform.Database;
import io.soroka.platform.Settings;
import io.soroka.policy.MessageClass;
import io.soroka.policy.Policies;
import io.soroka.policy.SuppressionReason;
import io.soroka.providers.Connections;
import io.soroka.routing.Routes;
import io.soroka.segments.Segments;
import io.soroka.templates.MissingValueException;
import io.soroka.templates.Template;
import io.soroka.templates.ValueFormat;
import io.soroka.text.Texts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns a run's audience into messages, a chunk at a time. One transaction holds a chunk's
 * messages, its suppressions, its batches and the checkpoint, so a restart goes on exactly behind
 * the last chunk.
 */
@Component
class Planner {
    private static final int CHUNK = 5_000;

    private final Database database;
    private final Delivery delivery;
    private final Policies policies;
    private final Segments segments;
    private final Connections connections;
    private final Clock clock;
    private final CampaignSettings settings;
    private final Settings company;

    Planner(
            Database database,
            Delivery delivery,
            Policies policies,
            Segments segments,
            Connections connections,
            Clock clock,
            CampaignSettings settings,
            Settings company) {
        this.database = database;
        this.delivery = delivery;
        this.policies = policies;
        this.segments = segments;
        this.connections = connections;
        this.clock = clock;
        this.settings = settings;
        this.company = company;
    }

    /**
     * Plans a run until everyone has an outcome or its state no longer asks for it. Does nothing
     * when somebody else plans it.
     */
    void plan(Runs.Run run) throws SQLException {
        try (Connection db = database.dedicated("run " + run.id())) {
            if (!lock(db, run.id())) {
                return;
            }
            db.setAutoCommit(false);
            var chunks = new Chunks(db, run);
            while (chunks.next() && !Thread.currentThread().isInterrupted()) {
                delivery.wake();
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

    /** The chunks of one run, in order. */
    private final class Chunks {
        private final Connection db;
        private final Runs.Run run;
        private final MessageClass messageClass;
        private final Template template;
        private final Audience audience;
        private final Intake intake;
        private final StringBuilder text = new StringBuilder();
        private long checkpoint;

        Chunks(Connection db, Runs.Run run) throws SQLException {
            this.db = db;
            this.run = run;
            this.messageClass = MessageClass.of(run.messageClass());
            this.template = ClientTexts.compile(run.text());
            // The day the run began, so that "in three days" means the same for its last chunk as
            // for its first.
            LocalDate today = LocalDate.ofInstant(run.startedAt(), company.timeZone());
            this.audience =
                    new Audience(
                            run.departmentId(),
                            segments.where(run.criteria(), today),
                            template,
                            ValueFormat.of(Locale.of("ru")),
                            company.timeZone());
            this.intake = delivery.intake(run.departmentId(), run.id(), messageClass, run.sender());
            this.checkpoint = readCheckpoint();
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

        /** Plans one chunk; false when there is nothing more to do. */
        boolean next() throws SQLException {
            List<Audience.Person> people = audience.chunk(db, checkpoint, CHUNK);
            if (people.isEmpty()) {
                finish();
                return false;
            }
            Map<SuppressionReason, Integer> suppressed = judge(people);
            intake.write(db);
            boolean wanted = advance(people, suppressed);
            if (!wanted) {
                db.rollback();
                return false;
            }
            db.commit();
            checkpoint = people.getLast().id();
            return true;
        }

        private Map<SuppressionReason, Integer> judge(List<Audience.Person> people)
                throws SQLException {
            @Nullable SuppressionReason[] reasons =
                    policies.judge(
                            db,
                            messageClass,
                            people.stream()
                                    .map(person ->
                                            new Policies.Candidate(person.id(), person.msisdn()))
                                    .toList());
            Set<Long> sentBefore = sentBefore(people);
            Set<Long> inThisChunk = new HashSet<>();
            var routes = new Routes(connections.enabledFor(run.departmentId()));
            var suppressed = new EnumMap<SuppressionReason, Integer>(SuppressionReason.class);
            for (int i = 0; i < reasons.length; i++) {
                Audience.Person person = people.get(i);
                SuppressionReason reason = reasons[i];
                if (reason == null
                        && (sentBefore.contains(person.msisdn())
                                || inThisChunk.contains(person.msisdn()))) {
                    reason = SuppressionReason.SAME_NUMBER;
                }
                if (reason == null) {
                    reason = message(person, routes);
                }
                if (reason == null) {
                    inThisChunk.add(person.msisdn());
                } else {
                    intake.suppressed(person.id(), reason);
                    suppressed.merge(reason, 1, Integer::sum);
                }
            }
            return suppressed;
        }

        /** Takes the person's message in, or says why there is none. */
        private @Nullable SuppressionReason message(Audience.Person person, Routes routes) {
            OptionalInt connection = routes.choose(person.msisdn());
            if (connection.isEmpty()) {
                return SuppressionReason.NO_ROUTE;
            }
            try {
                template.render(person.values(), text);
            } catch (MissingValueException e) {
                return SuppressionReason.NO_VALUE;
            }
            int parts = Texts.parts(text);
            if (parts > settings.maxParts()) {
                return SuppressionReason.TOO_LONG;
            }
            intake.message(
                    person.id(), person.msisdn(), text.toString(), parts, connection.getAsInt());
            return null;
        }

        /** Numbers of this chunk that an earlier chunk of the run sends to already. */
        private Set<Long> sentBefore(List<Audience.Person> people) throws SQLException {
            List<Audience.Person> shared =
                    people.stream().filter(Audience.Person::numberSeenBefore).toList();
            var numbers = new HashSet<Long>();
            if (shared.isEmpty()) {
                return numbers;
            }
            try (var statement =
                    db.prepareStatement(
                            """
                            select distinct d.msisdn
                              from unnest(?) u(msisdn)
                              join client d on d.msisdn = u.msisdn
                              join run_person p on p.run_id = ? and p.step = 0 and p.person_id = d.id
                             where p.message_id is not null
                            """)) {
                statement.setArray(
                        1,
                        db.createArrayOf(
                                "bigint", shared.stream().map(Audience.Person::msisdn).toArray()));
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
        private boolean advance(
                List<Audience.Person> people, Map<SuppressionReason, Integer> suppressed)
                throws SQLException {
            int left = suppressed.values().stream().mapToInt(Integer::intValue).sum();
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
            try (var statement =
                    db.prepareStatement(
                            """
                            update run set checkpoint = ?, audience = audience + ?, messages = messages + ?
                             where id = ? and status = 'active' and checkpoint = ?
                            """)) {
                statement.setLong(1, people.getLast().id());
                statement.setInt(2, people.size());
                statement.setInt(3, people.size() - left);
                statement.setLong(4, run.id());
                statement.setLong(5, checkpoint);
                return statement.executeUpdate() == 1;
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
        }
    }
}
