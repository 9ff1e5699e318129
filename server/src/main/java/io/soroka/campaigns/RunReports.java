package io.soroka.campaigns;

import io.soroka.delivery.FailureKind;
import io.soroka.delivery.Fates;
import io.soroka.delivery.MessageState;
import io.soroka.numbering.Zones;
import io.soroka.platform.Settings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a run did: over time, by zone, by failure. Counted from the facts; what was counted is kept
 * until the run has moved on.
 */
@Component
public class RunReports {
    private static final int KEPT = 100;
    private static final int POINTS = 200;
    private static final int CHUNK = 5_000;

    /** Counting takes at most a tenth of the time, or so. */
    private static final int EFFORT = 10;

    private static final int[] STEPS = {1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440};

    private final JdbcClient sql;
    private final RunPeople people;
    private final Fates fates;
    private final ZoneId companyZone;
    private final Clock clock;

    @SuppressWarnings("serial")
    private final Map<String, Kept> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                    return size() > KEPT;
                }
            };

    private final Object[] locks = new Object[16];

    /**
     * Something that was counted.
     *
     * @param until good till then even if the run has moved, unless it has come to its end
     */
    private record Kept(Stamp stamp, Instant until, Object value) {}

    RunReports(JdbcClient sql, RunPeople people, Fates fates, Settings company, Clock clock) {
        this.sql = sql;
        this.people = people;
        this.fates = fates;
        this.companyZone = company.timeZone();
        this.clock = clock;
        Arrays.setAll(locks, ignored -> new Object());
    }

    /** Messages of a run in one time zone. */
    public record Zone(ZoneId zone, long messages, long submitted) {}

    /**
     * Messages that failed alike.
     *
     * @param forGood whether the numbers are out of service, so that a repeat leaves them out
     */
    public record Failure(
            String code, @Nullable String connection, String text, long count, boolean forGood) {}

    /** Messages within a stretch of time that begins at {@code at}. */
    public record Point(Instant at, long submitted, long delivered, long failed) {}

    /** What one connection cost. */
    public record Cost(String name, long parts, BigDecimal unitPrice, BigDecimal sum) {}

    /** The course of a run. */
    public record Course(List<Point> timeline, @Nullable Long medianDeliverySeconds) {}

    /** Messages and those handed over, by the zone that people live in, the most first. */
    public List<Zone> zones(long runId) {
        return kept("zones", runId, () -> countZones(runId));
    }

    private List<Zone> countZones(long runId) {
        var zones = new HashMap<ZoneId, long[]>();
        sql.sql(
                        """
                        with b as (select array_agg(first_id order by first_id) as first,
                                          array_agg(taken_through order by first_id) as taken
                                     from batch where run_id = :run)
                        select c.time_zone, c.region, left(c.msisdn::text, 3)::bigint as prefix, count(*) as messages,
                               count(*) filter (where p.message_id <= b.taken[width_bucket(p.message_id, b.first)]) as submitted
                          from run_person p
                         cross join b
                          join client c on c.id = p.person_id
                         where p.run_id = :run and p.step = 0 and p.message_id is not null
                         group by 1, 2, 3
                        """)
                .param("run", runId)
                .query(row -> {
                    ZoneId zone =
                            Zones.find(
                                            row.getString("time_zone"),
                                            row.getString("region"),
                                            row.getLong("prefix"))
                                    .orElse(companyZone);
                    long[] sums = zones.computeIfAbsent(zone, ignored -> new long[2]);
                    sums[0] += row.getLong("messages");
                    sums[1] += row.getLong("submitted");
                });
        return zones.entrySet().stream()
                .map(one -> new Zone(one.getKey(), one.getValue()[0], one.getValue()[1]))
                .sorted(
                        Comparator.comparingLong(Zone::messages)
                                .reversed()
                                .thenComparing(one -> one.zone().getId()))
                .toList();
    }

    /** Failed messages by reason and connection, the most frequent first. */
    public List<Failure> failures(long runId, Locale language) {
        Map<Integer, String> names = people.connectionNames();
        record Key(Reasons.Reason reason, @Nullable String connection, boolean forGood) {}
        var sums = new HashMap<Key, Long>();
        countFailures(runId)
                .forEach((group, count) -> {
                    String name = names.get(group.connectionId());
                    sums.merge(
                            new Key(
                                    Reasons.of(group.cause(), name, language),
                                    name,
                                    FailureKind.of(group.cause()) == FailureKind.GONE),
                            count,
                            Long::sum);
                });
        return sums.entrySet().stream()
                .map(one ->
                        new Failure(
                                one.getKey().reason().code(),
                                one.getKey().connection(),
                                one.getKey().reason().text(),
                                one.getValue(),
                                one.getKey().forGood()))
                .sorted(
                        Comparator.comparingLong(Failure::count)
                                .reversed()
                                .thenComparing(Failure::code))
                .toList();
    }

    private record Group(Fates.@Nullable Cause cause, int connectionId) {}

    private Map<Group, Long> countFailures(long runId) {
        return kept(
                "failures",
                runId,
                () -> {
                    var groups = new HashMap<Group, Long>();
                    long[] failing = fates.failing(runId);
                    for (int from = 0; from < failing.length; from += CHUNK) {
                        long[] chunk =
                                Arrays.copyOfRange(
                                        failing, from, Math.min(failing.length, from + CHUNK));
                        fates.of(chunk).values().stream()
                                .filter(fate -> fate.state() == MessageState.FAILED)
                                .forEach(fate ->
                                        groups.merge(
                                                new Group(fate.cause(), fate.connectionId()),
                                                1L,
                                                Long::sum));
                    }
                    return groups;
                });
    }

    /** What a run did over time. */
    public Course course(long runId) {
        return kept("course", runId, () -> follow(runId));
    }

    private Course follow(long runId) {
        var minutes = new TreeMap<Instant, long[]>();
        var waits = new TreeMap<Long, Long>();
        people.eachFate(
                runId,
                fate -> {
                    Instant submitted = fate.submittedAt();
                    Instant at = fate.at();
                    if (submitted == null || at == null) {
                        return;
                    }
                    count(minutes, submitted, 0);
                    if (fate.state() == MessageState.DELIVERED) {
                        count(minutes, at, 1);
                        waits.merge(
                                Math.max(0, Duration.between(submitted, at).toSeconds()),
                                1L,
                                Long::sum);
                    } else if (fate.state() == MessageState.FAILED) {
                        count(minutes, at, 2);
                    }
                });
        return new Course(timeline(minutes), median(waits));
    }

    private static void count(Map<Instant, long[]> minutes, Instant at, int what) {
        minutes.computeIfAbsent(at.truncatedTo(ChronoUnit.MINUTES), ignored -> new long[3])[what]++;
    }

    /** Minutes, or longer stretches when there would be too many. */
    static List<Point> timeline(NavigableMap<Instant, long[]> minutes) {
        var points = new ArrayList<Point>();
        if (minutes.isEmpty()) {
            return points;
        }
        long first = minutes.firstKey().getEpochSecond() / 60;
        long last = minutes.lastKey().getEpochSecond() / 60;
        long step = STEPS[STEPS.length - 1];
        for (int wanted : STEPS) {
            if (last / wanted - first / wanted < POINTS) {
                step = wanted;
                break;
            }
        }
        step = Math.max(step, (last - first) / POINTS + 1);
        for (long at = first / step * step; at <= last; at += step) {
            long[] sums = new long[3];
            minutes.subMap(Instant.ofEpochSecond(at * 60), Instant.ofEpochSecond((at + step) * 60))
                    .values()
                    .forEach(one -> {
                        for (int i = 0; i < sums.length; i++) {
                            sums[i] += one[i];
                        }
                    });
            points.add(new Point(Instant.ofEpochSecond(at * 60), sums[0], sums[1], sums[2]));
        }
        return points;
    }

    private static @Nullable Long median(NavigableMap<Long, Long> waits) {
        long all = waits.values().stream().mapToLong(Long::longValue).sum();
        long seen = 0;
        for (var entry : waits.entrySet()) {
            seen += entry.getValue();
            if (seen * 2 >= all) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** What a run cost so far, by connection. */
    public static List<Cost> costs(RunProgress run) {
        return run.connections().stream()
                .map(one -> new Cost(one.name(), one.parts(), one.unitPrice(), one.spent()))
                .toList();
    }

    /**
     * Counts anew only when the run has moved since, and not more often than is worth the effort.
     * Who asks for the same meanwhile waits for it.
     */
    @SuppressWarnings("unchecked")
    private <T> T kept(String what, long runId, Supplier<T> count) {
        String key = what + runId;
        synchronized (locks[Math.floorMod(key.hashCode(), locks.length)]) {
            Stamp stamp = stamp(runId);
            Kept one;
            synchronized (kept) {
                one = kept.get(key);
            }
            Instant now = clock.instant();
            if (one != null
                    && (one.stamp().equals(stamp)
                            || (!stamp.settled() && now.isBefore(one.until())))) {
                return (T) one.value();
            }
            T value = count.get();
            Instant done = clock.instant();
            Duration effort = Duration.between(now, done);
            synchronized (kept) {
                kept.put(
                        key,
                        new Kept(
                                stamp,
                                done.plus(effort.multipliedBy(EFFORT)),
                                Objects.requireNonNull(value)));
            }
            return value;
        }
    }

    /**
     * How far a run is.
     *
     * @param settled nothing more is to be sent, and every receipt is in
     */
    private record Stamp(String text, boolean settled) {}

    private Stamp stamp(long runId) {
        return sql.sql(
                        """
                        select concat_ws(' ', r.status, r.messages, count(t.*), max(t.changed_at)) as text,
                               r.status in ('finished', 'stopped')
                                   and coalesce(sum(t.taken - t.delivered - t.failed - t.uncertain), 0) = 0 as settled
                          from run r left join run_tally t on t.run_id = r.id
                         where r.id = ? group by r.id
                        """)
                .param(runId)
                .query((row, number) -> new Stamp(row.getString("text"), row.getBoolean("settled")))
                .optional()
                .orElse(new Stamp("", false));
    }
}
