package io.soroka.contacts;

import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The list of clients, and finding a person in it by a name with a mistake in it, by the end of a
 * number, by the id in another system. A search looks at {@value #MOST} people at most: who does
 * not find somebody among so many writes more of the name.
 */
@Component
public class ClientSearch {

    /** The most people a search finds. */
    public static final int MOST = 1_000;

    /**
     * Who finds so many whose names are as written, or begin so, does not mean those that are only
     * alike.
     */
    private static final int MANY = 100;

    private static final int LARGE = 10_000;
    private static final Duration COUNT_HOLDS = Duration.ofSeconds(30);

    /** Departments of real people: whoever sees all does not see the practice of others. */
    private static final String WORKING = "select id from department where practice_of is null";

    private static final String SELECT =
            """
            select c.id, c.department_id, c.msisdn, c.last_name, c.first_name, c.middle_name,
                   c.full_name, c.city, c.product, c.updated_at,
                   coalesce((select o.opted_out from opt_out o where o.msisdn = c.msisdn
                             order by o.id desc limit 1), false) as opted_out
            from client c
            """;

    private static final String NAME =
            "name_words(c.last_name, c.first_name, c.middle_name, c.full_name)";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate reading;
    private final NameWords words;
    private final Map<Long, Count> counts = new ConcurrentHashMap<>();

    private record Count(long number, Instant at) {}

    ClientSearch(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.words = new NameWords(jdbc);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    /**
     * A client in a list.
     *
     * @param name family name first, or null if no name is known
     */
    public record Found(
            long id,
            @Nullable String name,
            long msisdn,
            @Nullable String city,
            @Nullable String product,
            boolean optedOut,
            Instant updatedAt) {}

    /**
     * A page of them.
     *
     * @param next where the next page begins, or null after the last
     * @param total how many there are; of a search at most {@value #MOST}
     */
    public record Page(List<Found> items, @Nullable Long next, long total) {}

    /**
     * The newest first.
     *
     * @param departmentId whose; null for everybody's
     * @param after the page before ended with this client
     */
    public Page list(@Nullable Long departmentId, @Nullable Long after, int limit) {
        List<Object> parameters = new ArrayList<>();
        if (departmentId != null) {
            parameters.add(departmentId);
        }
        parameters.add(after == null ? Long.MAX_VALUE : after);
        parameters.add(limit);
        List<Found> items =
                jdbc.sql(
                                SELECT
                                        + (departmentId == null
                                                ? "where c.department_id in (" + WORKING + ") and"
                                                : "where c.department_id = ? and")
                                        + " c.id < ? order by c.id desc limit ?")
                        .params(parameters)
                        .query(ClientSearch::found)
                        .list();
        Long next = items.size() < limit ? null : Long.valueOf(items.getLast().id());
        return new Page(items, next, count(departmentId));
    }

    /** Counting millions takes a moment, and nobody sees a few more among them. */
    private long count(@Nullable Long departmentId) {
        long key = departmentId == null ? -1 : departmentId;
        Instant now = clock.instant();
        Count known = counts.get(key);
        if (known != null && known.at().plus(COUNT_HOLDS).isAfter(now)) {
            return known.number();
        }
        long number =
                departmentId == null
                        ? jdbc.sql(
                                        "select count(*) from client where department_id in ("
                                                + WORKING
                                                + ")")
                                .query(Long.class)
                                .single()
                        : jdbc.sql("select count(*) from client where department_id = ?")
                                .param(departmentId)
                                .query(Long.class)
                                .single();
        if (number >= LARGE) {
            counts.put(key, new Count(number, now));
        } else {
            counts.remove(key);
        }
        return number;
    }

    /**
     * Those who fit best first.
     *
     * @param departmentId whose; null for everybody's
     * @param skip how many of them the pages before had
     * @throws ProblemException 422 if there is nothing to look for, or too much
     */
    public Page search(@Nullable Long departmentId, String query, long skip, int limit) {
        ClientQuery wanted = ClientQuery.parse(query);
        return inOrder(() -> {
            List<Long> fitting = fitting(departmentId, wanted, MOST);
            int from = (int) Math.min(skip, fitting.size());
            int to = Math.min(from + limit, fitting.size());
            Long next = to < fitting.size() ? Long.valueOf(to) : null;
            return new Page(found(fitting.subList(from, to)), next, fitting.size());
        });
    }

    /**
     * The few who fit best; nobody if there is nothing to look for, or too much.
     *
     * @param departmentId whose; null for everybody's
     * @param limit how many at most, up to {@value #MOST}
     */
    public List<Found> few(@Nullable Long departmentId, String query, int limit) {
        if (!ClientQuery.isUsable(query)) {
            return List.of();
        }
        ClientQuery wanted = ClientQuery.parse(query);
        return inOrder(() -> found(fitting(departmentId, wanted, limit)));
    }

    /** Lets the database take bitmaps of the indexes meant, and nothing that walks millions. */
    private <T> T inOrder(Supplier<T> search) {
        return Objects.requireNonNull(
                reading.execute(status -> {
                    jdbc.sql(
                                    """
                                    select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true),
                                           set_config('max_parallel_workers_per_gather', '0', true)
                                    """)
                            .query()
                            .singleRow();
                    return search.get();
                }));
    }

    /** From who fits exactly to who fits nearly, until there are enough. */
    private List<Long> fitting(@Nullable Long departmentId, ClientQuery wanted, int enough) {
        Set<Long> found = new LinkedHashSet<>(byExternalId(departmentId, wanted));
        if (wanted.words().isEmpty()) {
            wanted.numberEnd()
                    .ifPresent(end -> found.addAll(byNames(departmentId, List.of(), end)));
            return found.stream().limit(enough).toList();
        }
        String end = wanted.numberEnd().orElse(null);
        List<List<NameWords.Meant>> exact =
                wanted.words().stream().map(word -> List.of(new NameWords.Meant(word, 0))).toList();
        found.addAll(byNames(departmentId, exact, end));
        if (found.size() < enough) {
            List<List<NameWords.Meant>> begun =
                    meant(wanted, exact, word -> words.begun(departmentId, word));
            found.addAll(byNames(departmentId, begun, end));
            if (found.size() < Math.min(enough, MANY)) {
                found.addAll(
                        byNames(
                                departmentId,
                                meant(wanted, begun, word -> words.near(departmentId, word)),
                                end));
            }
        }
        return found.stream().limit(enough).toList();
    }

    private static List<List<NameWords.Meant>> meant(
            ClientQuery wanted,
            List<List<NameWords.Meant>> soFar,
            java.util.function.Function<String, List<NameWords.Meant>> more) {
        List<List<NameWords.Meant>> all = new ArrayList<>();
        for (int i = 0; i < wanted.words().size(); i++) {
            all.add(
                    Stream.concat(soFar.get(i).stream(), more.apply(wanted.words().get(i)).stream())
                            .toList());
        }
        return all;
    }

    /** They themselves, in the order of their ids. */
    private List<Found> found(List<Long> ids) {
        Map<Long, Found> found = new HashMap<>();
        jdbc.sql(SELECT + "where c.id = any (?)")
                .param(ids.toArray(Long[]::new))
                .query(row -> {
                    found.put(row.getLong("id"), found(row, 0));
                });
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private List<Long> byExternalId(@Nullable Long departmentId, ClientQuery wanted) {
        String departments = departmentId == null ? "any (array(" + WORKING + "))" : "?";
        List<Object> parameters = new ArrayList<>();
        if (departmentId != null) {
            parameters.add(departmentId);
        }
        parameters.add(wanted.text());
        return jdbc.sql(
                        "select c.id from client c where c.department_id = "
                                + departments
                                + " and c.external_id = ?")
                .params(parameters)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    /** Everybody whose name has one of the meant words for each word looked for. */
    private List<Long> byNames(
            @Nullable Long departmentId,
            List<List<NameWords.Meant>> meant,
            @Nullable String numberEnd) {
        StringBuilder where = new StringBuilder("where true");
        List<Object> parameters = new ArrayList<>();
        for (List<NameWords.Meant> word : meant) {
            where.append(" and ").append(NAME).append(" && ?::text[]");
            parameters.add(
                    word.stream().map(NameWords.Meant::word).distinct().toArray(String[]::new));
        }
        if (numberEnd != null) {
            where.append(
                    " and c.msisdn % 10000 = ?::bigint % 10000 and c.msisdn % ?::bigint = ?::bigint");
            long end = Long.parseLong(numberEnd);
            parameters.addAll(List.of(end, (long) Math.pow(10, numberEnd.length()), end));
        }
        if (departmentId == null) {
            where.append(" and c.department_id in (").append(WORKING).append(')');
        } else {
            where.append(" and c.department_id = ?");
            parameters.add(departmentId);
        }
        parameters.add(MOST);
        record Ranked(long id, int distance) {}
        return jdbc
                .sql(
                        "select c.id, c.last_name, c.first_name, c.middle_name, c.full_name from client c "
                                + where
                                + " limit ?")
                .params(parameters)
                .query((row, number) ->
                        new Ranked(row.getLong("id"), NameWords.distance(nameOf(row), meant)))
                .list()
                .stream()
                .sorted(
                        Comparator.comparingInt(Ranked::distance)
                                .thenComparing(Ranked::id, Comparator.reverseOrder()))
                .map(Ranked::id)
                .toList();
    }

    private static String nameOf(ResultSet row) throws SQLException {
        StringBuilder name = new StringBuilder();
        for (String column : List.of("last_name", "first_name", "middle_name", "full_name")) {
            String part = row.getString(column);
            name.append(part == null ? "" : part).append(' ');
        }
        return name.toString();
    }

    private static Found found(ResultSet row, int number) throws SQLException {
        return new Found(
                row.getLong("id"),
                Clients.name(row),
                row.getLong("msisdn"),
                row.getString("city"),
                row.getString("product"),
                row.getBoolean("opted_out"),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
