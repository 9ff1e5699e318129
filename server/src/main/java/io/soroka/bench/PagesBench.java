package io.soroka.bench;

import io.soroka.platform.StartRefused;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long people wait for their pages while a campaign goes out: each user reads the pages of a
 * working day, one after another, with pauses to look at them. The server has sent a campaign and
 * been read from before, as on any day but its first. Everything shares the machine, the users
 * included.
 */
@Command(name = "pages", description = "Measure pages that people read while a campaign runs.")
final class PagesBench implements Callable<Integer> {
    /**
     * From one page to the next, in milliseconds: somebody who clicks about without reading much.
     */
    private static final int SHORTEST_LOOK = 1_000;

    private static final int LONGEST_LOOK = 5_000;

    /** Milliseconds for which they read before the campaign begins, if that is a large one. */
    private static final int LONGEST_BEFORE = 15_000;

    /** How often each page is read before the campaign begins, if that is a large one. */
    private static final int WARM_UP = 200;

    /** These get a campaign before: a tenth of a large crowd. */
    private static final Map<String, ?> SOME = Map.of("field", "debt", "is", "lt", "value", 1_000);

    private static final String OPERATOR =
            """
            {"operators": [{"name": "bench", "window": 2000,
              "receipts": {"minMs": 50, "maxMs": 2000, "shuffled": true, "failedShare": 0.03}}]}\
            """;

    @Option(names = "--recipients", description = "People in the campaign (default: 500,000).")
    private int recipients = 500_000;

    @Option(names = "--users", description = "Users who read pages, 1 to 1,000 (default: 200).")
    private int users = 200;

    @Option(names = "--json", description = "Print the result as JSON in the last line.")
    private boolean json;

    @Option(names = "--keep", description = "Keep the data in this folder.")
    private @Nullable Path keep;

    private record Look(String page, long micros, boolean answered) {}

    private final ConcurrentLinkedQueue<Look> looks = new ConcurrentLinkedQueue<>();

    /** What may be read just now. */
    private volatile List<String> offered = List.of();

    private volatile boolean running = true;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        CampaignBench.check("--recipients", recipients, 1_000, 5_000_000);
        CampaignBench.check("--users", users, 1, 1_000);
        try (BenchFolder folder = BenchFolder.open(keep)) {
            var plan = new Stack.Plan(OPERATOR, 4, 500, List.of("-Xmx512m"));
            try (Stack stack = Stack.start(folder.path(), plan);
                    Connection db = stack.sql()) {
                System.out.printf("Adding %,d clients …%n", recipients);
                Crowd.add(db, recipients);
                return measure(stack);
            }
        }
    }

    private int measure(Stack stack) throws IOException, InterruptedException {
        // A day's pages are read by people who logged in earlier: log-ins cost by design.
        System.out.printf("Logging %,d users in …%n", users);
        var readers = new ArrayList<ApiClient>();
        for (int i = 0; i < users; i++) {
            readers.add(stack.newApi());
        }
        String client =
                stack.api().get("/api/v1/clients?limit=1").get("items").get(0).get("id").asString();
        var pages =
                new ArrayList<>(
                        List.of(
                                "/api/v1/home",
                                "/api/v1/campaigns",
                                "/api/v1/clients",
                                search("Дрозвашов"),
                                search("Голудринн Анна"),
                                "/api/v1/clients/" + client,
                                "/api/v1/segments",
                                "/api/v1/texts"));
        System.out.println("Sending and reading before the campaign …");
        String earlier = CampaignBench.launch(stack, Crowd.ONE_PART, SOME);
        var _ = CampaignBench.await(stack, earlier);
        var before = new ArrayList<>(pages);
        before.addAll(pages(earlier));
        warmUp(readers, before);
        offered = before;
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < readers.size(); i++) {
            ApiClient reader = readers.get(i);
            var random = new Random(i);
            threads.add(Thread.ofVirtual().start(() -> work(reader, random)));
        }
        // They do not all come at the moment of the launch.
        LockSupport.parkNanos(
                Duration.ofMillis(Math.min(LONGEST_BEFORE, recipients / 20)).toNanos());
        looks.clear();
        String run = CampaignBench.launch(stack, Crowd.ONE_PART, Map.of());
        System.out.println("Sending while they read …");
        pages.addAll(pages(run));
        offered = pages;
        long began = System.nanoTime();
        CampaignBench.await(stack, run);
        double seconds = (System.nanoTime() - began) / 1e9;
        running = false;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
        return report(seconds);
    }

    private static List<String> pages(String run) {
        return List.of(
                "/api/v1/runs/" + run, "/api/v1/runs/" + run + "/people?state=failed&limit=50");
    }

    /** A server that has been read from all morning has compiled what pages need. */
    private void warmUp(List<ApiClient> readers, List<String> pages)
            throws IOException, InterruptedException {
        int rounds = Math.clamp(recipients / 1_000, 2, WARM_UP);
        for (int i = 0; i < rounds; i++) {
            for (String page : pages) {
                long began = System.nanoTime();
                var _ = readers.get(i % readers.size()).get(page);
                if (i >= rounds / 2) {
                    looks.add(new Look(page, (System.nanoTime() - began) / 1_000, true));
                }
            }
        }
        pages(List.copyOf(looks));
        looks.clear();
    }

    private static String search(String query) {
        return "/api/v1/clients?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private void work(ApiClient reader, Random random) {
        while (running) {
            LockSupport.parkNanos(
                    Duration.ofMillis(random.nextInt(SHORTEST_LOOK, LONGEST_LOOK)).toNanos());
            List<String> all = offered;
            String page = all.get(random.nextInt(all.size()));
            long began = System.nanoTime();
            boolean answered = true;
            try {
                var _ = reader.get(page);
            } catch (IOException e) {
                answered = false;
            } catch (InterruptedException e) {
                return;
            }
            if (running) {
                looks.add(new Look(page, (System.nanoTime() - began) / 1_000, answered));
            }
        }
    }

    private int report(double seconds) {
        if (looks.isEmpty()) {
            throw new StartRefused(
                    "The campaign was over before anybody read a page; give more --recipients.");
        }
        pages(List.copyOf(looks));
        long refused = looks.stream().filter(look -> !look.answered()).count();
        var result = new LinkedHashMap<String, Object>();
        result.put("users", users);
        result.put("recipients", recipients);
        result.put("runSeconds", Math.round(seconds * 10) / 10.0);
        result.put("looks", looks.size());
        result.put("refused", refused);
        result.put("p50Ms", millis(List.copyOf(looks), 0.5));
        result.put("p95Ms", millis(List.copyOf(looks), 0.95));
        result.forEach((key, value) -> System.out.printf("%-12s %s%n", key, value));
        if (json) {
            System.out.println(JsonMapper.builder().build().writeValueAsString(result));
        }
        return refused == 0 ? 0 : 1;
    }

    private static void pages(List<Look> looks) {
        var byPage = new LinkedHashMap<String, List<Look>>();
        looks.forEach(look ->
                byPage.computeIfAbsent(
                                look.page().replaceAll("\\d{6,}", "…").replaceAll("/\\d+", "/…"),
                                ignored -> new ArrayList<>())
                        .add(look));
        byPage.forEach((page, all) ->
                System.out.printf(
                        "%-48s %6d looks, p50 %6.1f ms, p95 %6.1f ms%n",
                        URLDecoder.decode(page, StandardCharsets.UTF_8),
                        all.size(),
                        millis(all, 0.5),
                        millis(all, 0.95)));
    }

    private static double millis(List<Look> looks, double share) {
        long[] sorted = looks.stream().mapToLong(Look::micros).sorted().toArray();
        long at =
                sorted[
                        Math.clamp(
                                (int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
        return Math.round(at / 100.0) / 10.0;
    }
}
