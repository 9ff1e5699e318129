package io.soroka.sources;

import io.soroka.contacts.intake.ClientFold;
import io.soroka.contacts.intake.DepartmentLock;
import io.soroka.contacts.intake.SourcedClients;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A source's rows become clients. */
final class ClientBatches implements Batches {
    /** Larger ones are hardly quicker, and others wait for the clients of a batch. */
    private static final int MOST = 20_000;

    private static final Duration LOOK = Duration.ofMillis(100);

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final SourcedClients sourced;
    private final Source source;
    private final Run run;
    private final ClientRows rows;
    private final Supplier<OffsetDateTime> now;
    private final Runnable goOnOrEnd;
    private @Nullable ClientFold fold;

    /**
     * @param goOnOrEnd asked while others are waited for; throws if the run should end
     */
    ClientBatches(
            JdbcTemplate template,
            SourcedClients sourced,
            Source source,
            Run run,
            ClientRows rows,
            Supplier<OffsetDateTime> now,
            Runnable goOnOrEnd) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.sourced = sourced;
        this.source = source;
        this.run = run;
        this.rows = rows;
        this.now = now;
        this.goOnOrEnd = goOnOrEnd;
    }

    @Override
    public List<String> columns() {
        return rows.columns();
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public SourceReader.Page read(Reading reading) {
        rows.begin();
        var next =
                new ClientFold(
                        jdbc,
                        new ClientFold.Order(
                                source.departmentId(),
                                "source:" + source.id(),
                                now.get(),
                                null,
                                source.id(),
                                rows.conflicts()),
                        rows.brought());
        next.createTables();
        var page = new SourceReader.Page[1];
        next.stage(
                template,
                staging ->
                        page[0] =
                                reading.into(row -> {
                                    try {
                                        rows.stage(row, staging);
                                    } catch (SQLException e) {
                                        throw new Unstaged(e);
                                    }
                                }));
        fold = next;
        return page[0];
    }

    @Override
    public Made keep() {
        ClientFold read = Objects.requireNonNull(fold);
        waitForDepartment(jdbc, source.departmentId(), goOnOrEnd);
        ClientFold.Counts counts =
                run.mode() == Run.Mode.DRY ? read.wouldFold() : read.fold(share -> {});
        if (source.plan().looksForMissing(run.mode())) {
            sourced.seen(run.id(), source.departmentId(), rows.refusedIds());
        }
        return new Made(
                counts.created(),
                counts.changed(),
                counts.touched() - counts.created() - counts.changed(),
                rows.bad(),
                rows.problems());
    }

    /** A file may be on its way in. */
    static void waitForDepartment(JdbcClient jdbc, long departmentId, Runnable goOnOrEnd) {
        while (!DepartmentLock.tryTake(jdbc, departmentId)) {
            goOnOrEnd.run();
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** A row could not be handed to our own database. */
    private static final class Unstaged extends RuntimeException {
        Unstaged(SQLException cause) {
            super(cause);
        }
    }
}
