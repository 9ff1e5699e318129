package io.soroka.campaigns.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.Department;
import io.soroka.access.Departments;
import io.soroka.access.Role;
import io.soroka.access.Users;
import io.soroka.bench.Crowd;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.RunProgress;
import io.soroka.testing.Aside;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Campaigns and runs over HTTP, as the browser uses them. */
@Tag("slow")
class CampaignApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static TestServer server;
    private static Browser anna;

    @BeforeAll
    static void start() throws Exception {
        server =
                TestServer.start(
                        """
                        {"operators": [{"name": "severs", "receipts": {"minMs": 10, "maxMs": 100}}]}\
                        """,
                        "--soroka.demo.rate-per-second=400",
                        "--soroka.campaigns.hold=0s");
        // A connection without a price is one of the things to be noted.
        server.sql().sql("update connection set unit_price = 0").update();
        try (var db = server.database().source().getConnection()) {
            Crowd.add(db, 1_000);
        }
        anna = server.browser("anna");
        Department other = server.bean(Departments.class).create("Other");
        Users users = server.bean(Users.class);
        users.createForDemo(
                "stranger", "Stranger", Role.CAMPAIGN_MANAGER, other.id(), TestServer.PASSWORD);
        long own = server.sql().sql("select min(id) from department").query(Long.class).single();
        users.createForDemo("agent", "Agent", Role.AGENT, own, TestServer.PASSWORD);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void aRunIsLaunchedWatchedPausedResumedAndStopped() throws Exception {
        String campaign = create("steered");
        JsonNode check = check(anna, campaign);
        assertThat(check.get("forecast").get("found").asLong()).isEqualTo(1_000);
        assertThat(check.get("forecast").get("recipients").asLong()).isEqualTo(1_000);
        assertThat(check.get("confirmAbove").asLong()).isEqualTo(10_000);
        assertThat(check.get("startsAt").isNull()).isFalse();
        assertThat(check.get("items"))
                .extracting(
                        item -> item.get("code").asString() + " " + item.get("level").asString())
                .contains("audience ok", "price-unknown warn");
        String key = UUID.randomUUID().toString();
        JsonNode run = launch(campaign, key);
        String id = run.get("id").asString();
        assertThat(launch(campaign, key).get("id").asString())
                .as("the same key, the same run")
                .isEqualTo(id);

        List<JsonNode> seen = new ArrayList<>();
        var stream = Thread.ofVirtual().start(() -> follow(id, seen));
        TestServer.await("some are out", () -> progress(id).get("submitted").asLong() > 0);
        assertThat(
                        json(anna.send("POST", "/api/v1/runs/" + id + "/pause", null))
                                .get("status")
                                .asString())
                .isEqualTo("paused");
        HttpResponse<String> again = anna.send("POST", "/api/v1/runs/" + id + "/pause", null);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(json(again).get("code").asString()).isEqualTo("campaign-wrong-state");
        anna.send("POST", "/api/v1/runs/" + id + "/resume", null);
        JsonNode stopped = json(anna.send("POST", "/api/v1/runs/" + id + "/stop", null));
        assertThat(stopped.get("status").asString()).isEqualTo("stopped");
        TestServer.await("nothing is on its way", () -> progress(id).get("pending").asLong() == 0);
        JsonNode last = progress(id);
        assertThat(last.get("submitted").asLong() + last.get("cancelled").asLong())
                .isEqualTo(last.get("messages").asLong());
        assertThat(last.get("happened"))
                .extracting(one -> one.get("kind").asString())
                .contains("launched", "started", "paused", "resumed", "stopped");
        assertThat(last.get("connections").get(0).get("state").asString()).isEqualTo("up");

        TestServer.await(
                "the stream told of the stop",
                () -> {
                    synchronized (seen) {
                        return seen.stream()
                                .anyMatch(one -> one.get("status").asString().equals("stopped"));
                    }
                });
        synchronized (seen) {
            assertThat(seen).extracting(one -> one.get("id").asString()).containsOnly(id);
            assertThat(seen.getFirst().has("expected")).isTrue();
        }
        stream.interrupt();
    }

    @Test
    void aDraftIsSavedBitByBit() {
        JsonNode draft = json(anna.send("POST", "/api/v1/campaigns", "{}"));
        assertThat(draft.get("status").asString()).isEqualTo("draft");
        assertThat(draft.get("name").asString()).startsWith("Campaign of ");
        assertThat(draft.get("audience").isNull()).isTrue();
        assertThat(draft.get("run").isNull()).isTrue();
        String path = "/api/v1/campaigns/" + draft.get("id").asString();
        String body =
                """
                {"name": "Бонусы", "messageClass": "service", "sender": "Soroka", "text": "Привет, {Имя", "list": "live",
                 "audience": {"kind": "criteria", "criteria": {"field": "city", "is": "in", "values": ["Казань"]}},
                 "when": {"kind": "at", "at": "2030-01-01T10:00:00Z"}, "perMinute": 120, "step": "when", "version": 1}\
                """;
        JsonNode saved = json(anna.send("PUT", path, body));
        assertThat(saved.get("version").asInt()).isEqualTo(2);
        assertThat(json(anna.get(path))).isEqualTo(saved);
        JsonNode sent = JSON.readTree(body);
        for (String field :
                List.of(
                        "name",
                        "messageClass",
                        "sender",
                        "text",
                        "list",
                        "audience",
                        "when",
                        "perMinute",
                        "step")) {
            assertThat(saved.get(field)).as(field).isEqualTo(sent.get(field));
        }
        assertProblem(anna.send("PUT", path, body), 409, "campaign-changed");
        assertThat(json(anna.get(path + "/check")).get("items"))
                .extracting(item -> item.get("code").asString())
                .contains("bad-text");
        assertThat(anna.send("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(anna.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void theListHasPagesAndTheLatestRun() {
        List<String> made = List.of(create("one"), create("two"), create("three"));
        JsonNode first = json(anna.get("/api/v1/campaigns?limit=2"));
        assertThat(first.get("items")).hasSize(2);
        JsonNode second =
                json(anna.get("/api/v1/campaigns?limit=2&before=" + first.get("next").asString()));
        List<String> ids = new ArrayList<>();
        first.get("items").forEach(one -> ids.add(one.get("id").asString()));
        second.get("items").forEach(one -> ids.add(one.get("id").asString()));
        assertThat(ids).contains(made.toArray(String[]::new)).doesNotHaveDuplicates();
        assertThat(first.get("items").get(0).get("run").isNull()).isTrue();
        assertThat(first.get("items").get(0).get("messageClass").asString()).isEqualTo("service");
    }

    @Test
    void badRequestsGetProblemsThatSayWhatToDo() {
        assertProblem(post("{\"messageClass\": \"urgent\"}"), 422, "campaign-bad-class");
        assertProblem(post("{\"name\": \"" + "n".repeat(201) + "\"}"), 422, "campaign-bad-name");
        assertProblem(post("{\"sender\": \"Longer than eleven\"}"), 422, "campaign-bad-sender");
        HttpResponse<String> pace = post("{\"perMinute\": 0}");
        assertProblem(pace, 422, "campaign-bad-pace");
        assertThat(json(pace).get("errors").get(0).get("pointer").asString())
                .isEqualTo("/perMinute");
        assertProblem(
                post("{\"when\": {\"kind\": \"at\", \"at\": \"tomorrow\"}}"),
                422,
                "campaign-bad-time");
        assertProblem(
                post("{\"audience\": {\"kind\": \"everyone\"}}"), 422, "campaign-bad-audience");
        assertProblem(
                post(
                        "{\"audience\": {\"kind\": \"run\", \"runId\": \"1\", \"states\": [\"lost\"]}}"),
                422,
                "campaign-bad-state");
        assertProblem(
                post(
                        "{\"audience\": {\"kind\": \"run\", \"runId\": \"1\", \"states\": [\"failed\"]}}"),
                404,
                "campaign-no-run");
        assertProblem(
                post(
                        "{\"audience\": {\"kind\": \"criteria\", \"criteria\":"
                                + " {\"field\": \"city; drop table client\", \"is\": \"in\", \"values\": [\"x\"]}}}"),
                422,
                "campaign-bad-criteria");
        assertProblem(
                post("{\"audience\": {\"kind\": \"segment\", \"segmentId\": \"999999\"}}"),
                404,
                "campaign-no-segment");
        assertProblem(
                anna.send("POST", "/api/v1/audience/forecast", "{}"), 422, "campaign-bad-audience");
        assertThat(post("{ not json").statusCode()).isEqualTo(400);
        assertThat(anna.get("/api/v1/runs/12345").statusCode()).isEqualTo(404);
        assertThat(anna.get("/api/v1/runs/abc").statusCode()).isEqualTo(400);
        assertThat(anna.get("/api/v1/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> noKey =
                anna.send("POST", "/api/v1/campaigns/" + create("keyless") + "/runs", null);
        assertProblem(noKey, 422, "campaign-no-number");
        assertProblem(
                anna.send(
                        "POST",
                        "/api/v1/campaigns/" + create("keyless") + "/runs",
                        "{\"expected\": 1000}"),
                400,
                "campaign-bad-key");
        assertThat(
                        server.sql()
                                .sql("select count(*) > 0 from client")
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @Test
    void aStrangerSeesNothingAndAnAgentChangesNothing() {
        String campaign = create("private");
        String run = launch(campaign, UUID.randomUUID().toString()).get("id").asString();
        Browser stranger = server.browser("stranger");
        assertThat(json(stranger.get("/api/v1/campaigns")).get("items")).isEmpty();
        for (String path :
                List.of(
                        "/api/v1/runs/" + run,
                        "/api/v1/runs/" + run + "/events",
                        "/api/v1/runs/" + run + "/people",
                        "/api/v1/runs/" + run + "/people.csv",
                        "/api/v1/runs/" + run + "/zones",
                        "/api/v1/runs/" + run + "/failures",
                        "/api/v1/runs/" + run + "/answers",
                        "/api/v1/runs/" + run + "/report",
                        "/api/v1/campaigns/" + campaign,
                        "/api/v1/campaigns/" + campaign + "/check",
                        "/api/v1/clients/" + aClient() + "/history")) {
            assertThat(stranger.get(path).statusCode()).as(path).isEqualTo(404);
        }
        for (String verb : List.of("pause", "resume", "stop", "cancel", "repeat")) {
            assertThat(stranger.send("POST", "/api/v1/runs/" + run + "/" + verb, null).statusCode())
                    .isEqualTo(404);
        }
        assertThat(
                        stranger.send("POST", "/api/v1/campaigns/" + campaign + "/clone", null)
                                .statusCode())
                .isEqualTo(404);
        assertThat(
                        stranger.send("PUT", "/api/v1/campaigns/" + campaign, "{\"version\": 1}")
                                .statusCode())
                .isEqualTo(404);
        assertThat(stranger.send("DELETE", "/api/v1/campaigns/" + campaign, null).statusCode())
                .isEqualTo(404);
        assertThat(
                        stranger.send(
                                        "POST",
                                        "/api/v1/campaigns",
                                        "{\"audience\": {\"kind\": \"run\", \"runId\": \""
                                                + run
                                                + "\", \"states\": [\"failed\"]}}")
                                .statusCode())
                .isEqualTo(404);
        Browser agent = server.browser("agent");
        for (String verb : List.of("pause", "resume", "stop")) {
            assertThat(agent.send("POST", "/api/v1/runs/" + run + "/" + verb, null).statusCode())
                    .isEqualTo(403);
        }
        assertThat(agent.send("POST", "/api/v1/campaigns", "{}").statusCode()).isEqualTo(403);
        assertThat(json(server.browser("admin").get("/api/v1/runs/" + run)).get("id").asString())
                .isEqualTo(run);
        assertThat(new Browser(server.port()).get("/api/v1/campaigns").statusCode()).isEqualTo(401);
        anna.send("POST", "/api/v1/runs/" + run + "/stop", null);
    }

    @Test
    void theInterfacesPageAnswersItsOwnAddresses() {
        for (String path : List.of("/", "/login", "/campaigns", "/runs/123")) {
            HttpResponse<String> answer = anna.get(path);
            // Without a built interface there is no page; the status then says so and is never an
            // error of ours.
            assertThat(answer.statusCode()).as(path).isIn(200, 404);
        }
        assertThat(anna.get("/missing.js").statusCode()).isEqualTo(404);
    }

    /** Reads the stream line by line until it ends or this thread is interrupted. */
    private static void follow(String run, List<JsonNode> seen) {
        anna.lines(
                "/api/v1/runs/" + run + "/events",
                line -> {
                    if (line.startsWith("data:")) {
                        synchronized (seen) {
                            seen.add(JSON.readTree(line.substring(5)));
                        }
                    }
                });
    }

    private static JsonNode launch(String campaign, String key) {
        JsonNode check = check(anna, campaign);
        List<String> warnings = new ArrayList<>();
        check.get("items")
                .forEach(item -> {
                    if (item.get("level").asString().equals("warn")) {
                        warnings.add(item.get("code").asString());
                    }
                });
        HttpResponse<String> answer =
                server.browser("anna")
                        .with("Idempotency-Key", key)
                        .send(
                                "POST",
                                "/api/v1/campaigns/" + campaign + "/runs",
                                JSON.writeValueAsString(
                                        Map.of(
                                                "expected",
                                                check.get("forecast").get("recipients").asLong(),
                                                "acknowledged",
                                                warnings)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static JsonNode check(Browser browser, String campaign) {
        JsonNode[] last = new JsonNode[1];
        TestServer.await(
                "the exact forecast",
                () -> {
                    last[0] = json(browser.get("/api/v1/campaigns/" + campaign + "/check"));
                    return last[0].get("forecast").get("exact").asBoolean();
                });
        return last[0];
    }

    /** A browser that sleeps must not keep the rounds from starting and ending runs. */
    @Test
    void aWatcherWhoReadsSlowlyKeepsNobodyWaiting() throws Exception {
        String run = launch(create("watched"), UUID.randomUUID().toString()).get("id").asString();
        RunProgress progress = server.bean(Campaigns.class).progress(Long.parseLong(run), null);
        var awake = new CountDownLatch(1);
        var sent = new Semaphore(0);
        var stream =
                new RunController.Stream(
                        new SseEmitter() {
                            @Override
                            public void send(SseEventBuilder event) {
                                try {
                                    awake.await();
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                                sent.release();
                            }
                        });
        var telling =
                Aside.run(() -> {
                    for (int i = 0; i < 100; i++) {
                        stream.changed(progress);
                    }
                });
        telling.get(1, TimeUnit.MINUTES);
        awake.countDown();
        assertThat(sent.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
        assertThat(sent.availablePermits()).as("what has passed is not told").isLessThan(3);
        anna.send("POST", "/api/v1/runs/" + run + "/stop", null);
    }

    private static long aClient() {
        return server.sql().sql("select min(id) from client").query(Long.class).single();
    }

    private static JsonNode progress(String run) {
        return json(anna.get("/api/v1/runs/" + run));
    }

    private static String create(String name) {
        HttpResponse<String> answer =
                post(
                        "{\"name\": \""
                                + name
                                + "\", \"messageClass\": \"service\", \"text\": \"Привет\","
                                + " \"audience\": {\"kind\": \"criteria\", \"criteria\": {}}}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer).get("id").asString();
    }

    private static HttpResponse<String> post(String body) {
        return anna.send("POST", "/api/v1/campaigns", body);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString())
                .as("English, a whole sentence")
                .matches("(?s)[\\p{ASCII}“”’…]+\\.");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
