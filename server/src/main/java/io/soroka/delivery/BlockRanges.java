package io.soroka.delivery;

import io.soroka.platform.Database;
import io.soroka.platform.Partitions;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the block-range indexes of the facts close behind the rows. The database itself summarises
 * new blocks only when it vacuums, and until then whoever asks for some facts reads all that are
 * newer. One thread only.
 */
final class BlockRanges {
    private static final List<String> TABLES = List.of("message", "submission", "receipt");

    /** Blocks that a summary speaks of, as the indexes are made. */
    private static final int RANGE = 16;

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** Whole ranges that are summarised, by partition. */
    private final Map<String, Long> done = new HashMap<>();

    BlockRanges(JdbcClient sql, TransactionTemplate transaction, Clock clock) {
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Summarises what was filled since the last time; the first time, whatever is not summarised.
     * Facts of the month before still come in, for the messages of its last days.
     */
    void summarise() {
        YearMonth month = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        for (String table : TABLES) {
            for (YearMonth filled : List.of(month.minusMonths(1), month)) {
                String partition = Partitions.name(table, filled);
                Long whole = wholeRanges(partition);
                if (whole != null && !whole.equals(done.get(partition))) {
                    summarise(partition, whole);
                }
            }
        }
    }

    /** Null when there is no such partition. */
    private @Nullable Long wholeRanges(String partition) {
        return sql.sql(
                        """
                        select pg_relation_size(to_regclass(?)) / current_setting('block_size')::int / ?
                        """)
                .params(partition, RANGE)
                .query((row, number) -> row.getObject(1, Long.class))
                .list()
                .getFirst();
    }

    private void summarise(String partition, long whole) {
        Long before = done.get(partition);
        String each =
                before == null
                        ? "brin_summarize_new_values(i.indexrelid)"
                        : "brin_summarize_range(i.indexrelid, block)";
        try {
            transaction.executeWithoutResult(status -> {
                // Only a vacuum stands in the way, and it summarises too: the next time will do.
                sql.sql("select set_config('lock_timeout', '20ms', true)").query().singleRow();
                sql.sql(
                                """
                                select count(%s)
                                  from pg_index i
                                  join pg_class c on c.oid = i.indexrelid
                                  join pg_am a on a.oid = c.relam and a.amname = 'brin',
                                       generate_series(?::bigint, ?::bigint, ?) block
                                 where i.indrelid = ?::regclass
                                """
                                        .formatted(each))
                        .params(
                                before == null ? 0 : before * RANGE,
                                before == null ? 0 : (whole - 1) * RANGE,
                                RANGE,
                                partition)
                        .query(Long.class)
                        .single();
            });
            done.put(partition, whole);
        } catch (DataAccessException e) {
            if (!Database.isLockTimeout(e)) {
                throw e;
            }
        }
    }
}
