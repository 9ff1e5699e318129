package io.soroka.segments;

import io.soroka.contacts.Field;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where the tenths of a field's values begin among a department's clients. Found out anew every ten
 * minutes: it takes sorting all values.
 */
final class Deciles {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final int REMEMBERED = 500;

    /** The shares of people at or below the nine bounds. */
    private static final Double[] SHARES =
            IntStream.range(1, 10).mapToObj(tenth -> tenth / 10.0).toArray(Double[]::new);

    private final JdbcClient sql;
    private final Clock clock;
    private final Map<Key, Known> memory =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private record Key(long departmentId, String column, boolean sampled) {}

    private record Known(List<BigDecimal> bounds, Instant at) {}

    Deciles(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * The nine values up to which the first nine tenths reach; none if nobody has a value. For a
     * sample, those of the sample.
     */
    private List<BigDecimal> bounds(long departmentId, Field field, Within within) {
        var key = new Key(departmentId, field.column(), within instanceof Within.Sample);
        Instant now = clock.instant();
        synchronized (memory) {
            Known known = memory.get(key);
            if (known != null && known.at().plus(FRESH).isAfter(now)) {
                return known.bounds();
            }
        }
        List<BigDecimal> bounds = read(key);
        synchronized (memory) {
            memory.put(key, new Known(bounds, now));
        }
        return bounds;
    }

    private List<BigDecimal> read(Key key) {
        return sql.sql(
                        """
                        select bound from unnest((
                            select percentile_disc(cast(? as double precision[])) within group (order by c.%s)
                              from client c where c.department_id = ? and c.%1$s is not null%2$s)) bound
                        """
                                .formatted(
                                        key.column(),
                                        key.sampled() ? new Within.Sample().and("c.id") : ""))
                .param(SHARES)
                .param(key.departmentId())
                .query((row, number) -> row.getBigDecimal(1))
                .list();
    }

    /** The condition that stands for some tenths. */
    Criterion condition(long departmentId, Criterion.Decile decile, Within within) {
        List<BigDecimal> bounds = bounds(departmentId, decile.field(), within);
        if (bounds.isEmpty()) {
            return new Criterion.Not(new Criterion.Everyone());
        }
        List<Criterion> parts = new ArrayList<>();
        parts.add(new Criterion.Not(new Criterion.Empty(decile.field())));
        if (decile.from() > 1) {
            parts.add(
                    new Criterion.Compares(
                            decile.field(),
                            Criterion.Comparison.GT,
                            bounds.get(decile.from() - 2)));
        }
        if (decile.to() < 10) {
            parts.add(
                    new Criterion.Compares(
                            decile.field(), Criterion.Comparison.LE, bounds.get(decile.to() - 1)));
        }
        return new Criterion.All(parts);
    }
}
