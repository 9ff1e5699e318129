package io.soroka.results;

import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceResult;
import io.soroka.sources.SourceWriter;
import io.soroka.sources.Sources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes results to the sources that get them, batch by batch. How far that is stands in our
 * database only after the other system has the batch for good: whoever dies in between has it
 * written again, which the other system notices by the results' ids.
 */
@Component
class Writing {
    private static final int BATCH = 1_000;

    /** Then it is the next source's turn. */
    private static final int BATCHES = 50;

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final WriteBacks backs;
    private final Sources sources;
    private final Clock clock;

    Writing(WriteBacks backs, Sources sources, Clock clock) {
        this.backs = backs;
        this.sources = sources;
        this.clock = clock;
    }

    /** Results behind one id up to another. */
    private record Batch(List<Line> lines, long from, long through) {}

    private record Line(long id, SourceResult result) {}

    /**
     * Writes what there is to write; a source that fails is left alone for a minute.
     *
     * @param session one connection, whose owner is the only one to do this
     * @param goesOn asked between two batches
     * @return whether more is left to be written now
     */
    boolean write(JdbcClient session, BooleanSupplier goesOn) {
        boolean more = false;
        List<WriteBack> due =
                session.sql(
                                """
                                select * from write_back where again_at is null or again_at <= ? order by source_id
                                """)
                        .param(Timestamp.from(clock.instant()))
                        .query(WriteBacks::read)
                        .list();
        for (WriteBack back : due) {
            try {
                more |= write(session, back, goesOn);
            } catch (SourceFailure e) {
                fail(session, back, e);
            }
        }
        return more;
    }

    private boolean write(JdbcClient session, WriteBack back, BooleanSupplier goesOn) {
        Batch batch = next(session, back);
        if (batch.lines().isEmpty()) {
            if (batch.through() > batch.from()) {
                boolean ignored = advance(session, back, batch);
            }
            return false;
        }
        try (SourceWriter writer =
                sources.openWriter(
                        back.sourceId(), back.options(), backs.secret(back.sourceId()))) {
            for (int i = 0; i < BATCHES && !batch.lines().isEmpty(); i++) {
                if (!goesOn.getAsBoolean()) {
                    return false;
                }
                writer.write(batch.lines().stream().map(Line::result).toList());
                if (!advance(session, back, batch)) {
                    // Changed or taken back meanwhile: the next turn sees how.
                    return true;
                }
                batch = next(session, back);
            }
        }
        return !batch.lines().isEmpty();
    }

    /** The results behind the last batch, of the kinds that are wanted. */
    private static Batch next(JdbcClient session, WriteBack back) {
        long newest =
                session.sql("select coalesce(max(id), 0) from result").query(Long.class).single();
        long from =
                session.sql("select written_through from write_back where source_id = ?")
                        .param(back.sourceId())
                        .query(Long.class)
                        .optional()
                        .orElse(newest);
        List<Line> lines =
                session.sql(
                                """
                                select r.id, r.subject_id, r.client_id, r.kind, r.at, r.reason, c.external_id, c.msisdn,
                                       k.name as campaign
                                  from result r
                                  join client_source s on s.source_id = :source and s.client_id = r.client_id
                                  join client c on c.id = r.client_id
                                  left join run on run.id = r.run_id
                                  left join campaign k on k.id = run.campaign_id
                                 where r.id > :from and r.id <= :newest and r.kind = any(:kinds)
                                 order by r.id limit :most
                                """)
                        .param("from", from)
                        .param("newest", newest)
                        .param("source", back.sourceId())
                        .param(
                                "kinds",
                                back.kinds().stream().map(ResultKind::code).toArray(Integer[]::new))
                        .param("most", BATCH)
                        .query(Writing::line)
                        .list();
        return new Batch(lines, from, lines.size() < BATCH ? newest : lines.getLast().id());
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        String kind = ResultKind.of(row.getInt("kind")).word();
        return new Line(
                row.getLong("id"),
                new SourceResult(
                        kind + "-" + row.getLong("subject_id") + "-" + row.getLong("client_id"),
                        row.getString("external_id"),
                        row.getString("msisdn"),
                        kind,
                        row.getTimestamp("at").toInstant(),
                        row.getString("campaign"),
                        row.getString("reason")));
    }

    /** After the other system has them; whether they are still wanted so. */
    private boolean advance(JdbcClient session, WriteBack back, Batch batch) {
        return session.sql(
                                """
                                update write_back
                                   set written_through = greatest(written_through, :through), written = written + :lines,
                                       written_at = case when :lines > 0 then :now else written_at end,
                                       failure = null, again_at = null
                                 where source_id = :source and version = :version
                                """)
                        .param("through", batch.through())
                        .param("lines", batch.lines().size())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("source", back.sourceId())
                        .param("version", back.version())
                        .update()
                > 0;
    }

    private void fail(JdbcClient session, WriteBack back, SourceFailure why) {
        session.sql(
                        """
                        update write_back set failure = :failure, failure_arguments = :arguments, again_at = :again
                         where source_id = :source and version = :version
                        """)
                .param("failure", why.messageKey())
                .param("arguments", why.arguments().toArray(String[]::new))
                .param("again", Timestamp.from(clock.instant().plus(PAUSE)))
                .param("source", back.sourceId())
                .param("version", back.version())
                .update();
    }
}
