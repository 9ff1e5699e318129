package io.soroka.segments;

import io.soroka.numbering.Zones;
import io.soroka.platform.Cached;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where a client's clock stands, by the rule of {@link Zones} and in the company's zone where
 * nothing tells: {@code {"about":"zone","is":"in","values":["Asia/Omsk"]}}.
 *
 * <p>The rule is Java. What it looks at has few different values, each of which is found in an
 * index and judged here; the condition is then that a client has one of those that fit.
 */
@Component
class ZoneCriteria implements CriterionSource {
    private static final List<String> OPERATORS = List.of("in", "not_in");
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** What the rule looks at, as the index has it; no text holds the character in between. */
    private static final String OF_CLIENT =
            "(coalesce(c.time_zone, '') || E'\\x01' || coalesce(c.region, '') || E'\\x01' || left(c.msisdn::text, 3))";

    private final JdbcClient sql;
    private final Clock clock;

    /** Of each department, how many live where. */
    private final Map<Long, Cached<Map<ZoneId, Long>>> counts = new ConcurrentHashMap<>();

    ZoneCriteria(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String about() {
        return "zone";
    }

    @Override
    public List<String> operators() {
        return OPERATORS;
    }

    /**
     * The zones that clients live in, the most people first. Those in which nothing tells are left
     * out.
     */
    @Override
    public List<Choice> choices(long departmentId, String search, int most) {
        String sought = search.toLowerCase(Locale.ROOT);
        return people(departmentId).entrySet().stream()
                .filter(one -> one.getKey().getId().toLowerCase(Locale.ROOT).contains(sought))
                .sorted(
                        Map.Entry.<ZoneId, Long>comparingByValue()
                                .reversed()
                                .thenComparing(one -> one.getKey().getId()))
                .limit(most)
                .map(one -> new Choice(one.getKey().getId(), one.getKey().getId(), one.getValue()))
                .toList();
    }

    @Override
    public Optional<String> title(long departmentId, String value) {
        return zone(value).map(ZoneId::getId);
    }

    private Map<ZoneId, Long> people(long departmentId) {
        return counts.computeIfAbsent(
                        departmentId,
                        one -> new Cached<>(clock, FRESH, () -> counted(departmentId)))
                .get();
    }

    private Map<ZoneId, Long> counted(long departmentId) {
        var people = new HashMap<ZoneId, Long>();
        sql.sql(
                        """
                        select c.time_zone, c.region, left(c.msisdn::text, 3)::bigint as prefix, count(*) as people
                          from client c where c.department_id = ? group by 1, 2, 3
                        """)
                .param(departmentId)
                .query(row -> {
                    long one = row.getLong("people");
                    Zones.find(
                                    row.getString("time_zone"),
                                    row.getString("region"),
                                    row.getLong("prefix"))
                            .ifPresent(zone -> people.merge(zone, one, Long::sum));
                });
        return people;
    }

    @Override
    public Condition read(CriterionNode node) {
        String operator = node.operator();
        if (!OPERATORS.contains(operator)) {
            throw node.unknownOperator(OPERATORS);
        }
        node.only("values");
        List<String> values = node.values();
        List<ZoneId> zones = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String place = "/values/" + i;
            zones.add(
                    zone(values.get(i))
                            .orElseThrow(() -> node.refused("criteria.not-a-zone", place)));
        }
        return new In(sql, zones, operator.equals("in"));
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private record In(JdbcClient jdbc, List<ZoneId> zones, boolean in) implements Condition {
        @Override
        public void write(Asked asked, ConditionSql sql) {
            sql.add(in ? "(" : "(not ")
                    .add(
                            OF_CLIENT + " = any(cast(? as text[])))",
                            (Object) fitting(asked).toArray(String[]::new));
        }

        /** From one different value to the next along the index. */
        private List<String> fitting(Asked asked) {
            List<String> fitting = new ArrayList<>();
            jdbc.sql(
                            """
                            with recursive different as (
                                (select %1$s as key, c.time_zone, c.region, left(c.msisdn::text, 3)::bigint as prefix
                                   from client c where c.department_id = :department order by %1$s limit 1)
                                union all
                                select next.*
                                  from different d
                                 cross join lateral (
                                    select %1$s as key, c.time_zone, c.region, left(c.msisdn::text, 3)::bigint as prefix
                                      from client c where c.department_id = :department and %1$s > d.key
                                     order by %1$s limit 1) next)
                            select * from different
                            """
                                    .formatted(OF_CLIENT))
                    .param("department", asked.departmentId())
                    .query(row -> {
                        ZoneId zone =
                                Zones.find(
                                                row.getString("time_zone"),
                                                row.getString("region"),
                                                row.getLong("prefix"))
                                        .orElse(asked.zone());
                        if (zones.contains(zone)) {
                            fitting.add(row.getString("key"));
                        }
                    });
            return fitting;
        }
    }
}
