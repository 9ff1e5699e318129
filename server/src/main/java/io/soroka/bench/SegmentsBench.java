package io.soroka.bench;

import io.soroka.platform.Ids;
import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Segments of a large company, asked over HTTP as the browser does: the estimate, the number and a
 * sample; and the same numbers by SQL that was written by hand.
 */
@Command(name = "segments", description = "Measure conditions on many clients.")
final class SegmentsBench implements Callable<Integer> {
    private static final int ROUNDS = 5;
    private static final long WORTH_COMPARING_MS = 20;
    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static final String OPERATOR = "{\"operators\": [{\"name\": \"bench\"}]}";
    private static final Pattern DAY = Pattern.compile(":day\\((\\d+)\\)");
    private static final Pattern ID = Pattern.compile(":id\\((\\d+)\\)");
    private static final Pattern KIND = Pattern.compile(":kind\\((\\w+)\\)");

    @Option(
            names = "--contacts",
            description = "How many clients, 100,000 to 5,000,000 (default: 2,000,000).")
    private int contacts = 2_000_000;

    @Option(names = "--json", description = "Print the result as JSON in the last line.")
    private boolean json;

    @Option(names = "--keep", description = "Keep the data in this folder.")
    private @Nullable Path keep;

    private record Segment(String name, String tree, String sql) {}

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (contacts < 100_000 || contacts > 5_000_000) {
            throw new StartRefused(
                    "--contacts must be between 100,000 and 5,000,000, but is " + contacts + ".");
        }
        try (BenchFolder folder = BenchFolder.open(keep);
                Stack stack =
                        Stack.start(
                                folder.path(),
                                new Stack.Plan(OPERATOR, 1, 10, List.of("-Xmx512m")));
                Connection db = stack.sql()) {
            long department = department(db);
            LocalDate today = LocalDate.now(ZONE);
            new SegmentsData(db, department, contacts, today, ZONE, System.out::println).make();
            return measure(stack.api(), db, department, today);
        }
    }

    private static long department(Connection db) throws SQLException {
        return number(db, "select department_id from app_user where login = 'anna'");
    }

    private int measure(ApiClient api, Connection db, long department, LocalDate today)
            throws IOException, InterruptedException, SQLException {
        List<Long> estimates = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        List<Long> samples = new ArrayList<>();
        double worst = 0;
        boolean equal = true;
        System.out.printf(
                "%-28s %9s %9s %9s %9s %7s %12s%n",
                "segment", "estimate", "count", "by hand", "sample", "ratio", "people");
        for (Segment segment : segments()) {
            String sql = written(db, segment.sql(), department, today);
            Map<String, Object> body =
                    Map.of("criteria", JsonMapper.shared().readTree(segment.tree()));
            long people = number(db, sql);
            long found = ask(api, "count", body).get("found").asLong();
            List<Long> own = new ArrayList<>();
            List<Long> hand = new ArrayList<>();
            List<Long> estimate = new ArrayList<>();
            List<Long> sample = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) {
                estimate.add(millis(() -> ask(api, "count?estimate=true", body)));
                own.add(millis(() -> ask(api, "count", body)));
                hand.add(millis(() -> number(db, sql)));
                sample.add(millis(() -> ask(api, "sample", body)));
            }
            double ratio = (double) median(own) / Math.max(1, median(hand));
            if (median(hand) > WORTH_COMPARING_MS) {
                worst = Math.max(worst, ratio);
            }
            equal &= people == found;
            estimates.add(median(estimate));
            counts.add(median(own));
            samples.add(median(sample));
            System.out.printf(
                    "%-28s %6d ms %6d ms %6d ms %6d ms %7.2f %,12d%s%n",
                    segment.name(),
                    median(estimate),
                    median(own),
                    median(hand),
                    median(sample),
                    ratio,
                    found,
                    people == found ? "" : "  by hand %,d".formatted(people));
        }
        var result = new LinkedHashMap<String, Object>();
        result.put("contacts", contacts);
        result.put("estimateP95Ms", percentile(estimates, 95));
        result.put("countP50Ms", percentile(counts, 50));
        result.put("countP95Ms", percentile(counts, 95));
        result.put("worstRatio", Math.round(worst * 100) / 100.0);
        result.put("sampleP95Ms", percentile(samples, 95));
        result.forEach((key, value) -> System.out.printf("%-28s %s%n", key, value));
        if (!equal) {
            System.out.println("Not every number is what was counted by hand.");
        }
        if (json) {
            System.out.println(JsonMapper.shared().writeValueAsString(result));
        }
        return equal ? 0 : 1;
    }

    private static JsonNode ask(ApiClient api, String what, Map<String, Object> body)
            throws IOException, InterruptedException {
        return api.post("/api/v1/segments/" + what, body, "-");
    }

    @FunctionalInterface
    private interface Asking {
        Object ask() throws IOException, InterruptedException, SQLException;
    }

    private static long millis(Asking asking)
            throws IOException, InterruptedException, SQLException {
        long began = System.nanoTime();
        Object ignored = asking.ask();
        return Math.round((System.nanoTime() - began) / 1e6);
    }

    private static long number(Connection db, String sql) throws SQLException {
        try (Statement statement = db.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long median(List<Long> millis) {
        return percentile(millis, 50);
    }

    private static long percentile(List<Long> values, int percent) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
    }

    /** SQL by hand with what depends on the day and the database filled in. */
    private static String written(Connection db, String sql, long department, LocalDate today)
            throws SQLException {
        String written =
                sql.replace(":department", Long.toString(department))
                        .replace(":today", "date '" + today + "'");
        written =
                DAY.matcher(written)
                        .replaceAll(
                                found -> "timestamptz '" + start(today, found).toInstant() + "'");
        written =
                ID.matcher(written)
                        .replaceAll(
                                found -> Long.toString(Ids.floor(start(today, found).toInstant())));
        for (MatchResult kind : KIND.matcher(written).results().toList()) {
            written =
                    written.replace(
                            kind.group(),
                            Long.toString(
                                    number(
                                            db,
                                            "select id from event_kind where key = '%s'"
                                                    .formatted(kind.group(1)))));
        }
        return written;
    }

    private static java.time.ZonedDateTime start(LocalDate today, MatchResult daysAgo) {
        return today.minusDays(Long.parseLong(daysAgo.group(1))).atStartOfDay(ZONE);
    }

    private static List<Segment> segments() throws IOException {
        try (InputStream in = SegmentsBench.class.getResourceAsStream("/bench/segments.txt")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n# "))
                    .skip(1)
                    .map(block -> block.strip().split("\n"))
                    .map(lines -> new Segment(lines[0], lines[1], lines[2]))
                    .toList();
        }
    }
}
