package io.soroka.platform;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps a month's partition ready for each table that is partitioned by time-ordered id. Partitions
 * are made for this month and the next two, at the start and daily, so that a row never lacks its
 * place.
 */
public final class Partitions {
    /**
     * Rows come in by the million and stay as they are: a vacuum in between has nothing to clean
     * and takes a twentieth of the machine from the campaign that goes out.
     */
    private static final String VACUUM = "autovacuum_vacuum_insert_threshold = 5000000";

    private final JdbcClient sql;
    private final Clock clock;
    private final Set<String> tables;

    /**
     * Names the tables to look after.
     *
     * @param tables tables declared {@code partition by range (<id>)}; not from users
     */
    public Partitions(DataSource source, Clock clock, Set<String> tables) {
        this.sql = JdbcClient.create(source);
        this.clock = clock;
        this.tables = tables;
    }

    /** Makes what is missing; doing it twice, or in two processes at once, does no harm. */
    public void ensure() {
        YearMonth month = YearMonth.from(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
        for (String table : tables) {
            for (int ahead = 0; ahead <= 2; ahead++) {
                ensure(table, month.plusMonths(ahead));
            }
        }
    }

    /** The name of a table's partition for a month (UTC). */
    public static String name(String table, YearMonth month) {
        return "%s_%d%02d".formatted(table, month.getYear(), month.getMonthValue());
    }

    private void ensure(String table, YearMonth month) {
        String partition = name(table, month);
        boolean there =
                sql.sql("select to_regclass(?) is not null")
                        .param(partition)
                        .query(Boolean.class)
                        .single();
        if (!there) {
            sql.sql(
                            "create table if not exists %s partition of %s for values from (%d) to (%d) with (%s)"
                                    .formatted(
                                            partition,
                                            table,
                                            floor(month),
                                            floor(month.plusMonths(1)),
                                            VACUUM))
                    .update();
        }
    }

    private static long floor(YearMonth month) {
        return Ids.floor(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
