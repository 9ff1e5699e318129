package io.soroka.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.ApiKeys;
import io.soroka.access.Role;
import io.soroka.access.Scope;
import io.soroka.access.User;
import io.soroka.access.Users;
import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.policy.MessageClass;
import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Everything that a campaign leaves behind is searched for its secrets, numbers and texts, in every
 * spelling they have on their way: the log, metrics, answers to those who may not see numbers,
 * tables for download, the audit, and the answers to bad requests.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class LeakTest {
    private static final String SMPP_PASSWORD = "Zx9kLm4Q";
    private static final String WRONG_PASSWORD = "Vb7nWr2T";
    private static final String MARK = "Ромашковый утренник";
    private static final List<Long> NUMBERS = List.of(79167654321L, 79263918274L, 79031847265L);
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

    private static final String OPERATORS =
            """
            {"operators": [{"name": "severs", "password": "%s", "errorShare": 0.2,
              "receipts": {"minMs": 0, "maxMs": 100, "failedShare": 0.3}}]}\
            """
                    .formatted(SMPP_PASSWORD);

    private TestServer server;
    private long department;

    @Test
    void nothingOfACampaignIsSeenWhereItDoesNotBelong(CapturedOutput log) throws Exception {
        try (TestServer started = TestServer.start(OPERATORS, "--soroka.campaigns.hold=0s")) {
            server = started;
            department =
                    server.sql().sql("select min(id) from department").query(Long.class).single();
            Map<String, Pattern> secrets = new LinkedHashMap<>();
            spellings(secrets, "the operator's password", SMPP_PASSWORD);
            spellings(secrets, "a wrong password", WRONG_PASSWORD);
            spellings(secrets, "the database's password", server.database().password());
            spellings(secrets, "a user's password", TestServer.PASSWORD);
            spellings(secrets, "an API key", key());
            Map<String, Pattern> numbers = new LinkedHashMap<>();
            NUMBERS.forEach(number -> digits(numbers, number));
            Map<String, Pattern> texts = new LinkedHashMap<>();
            spellings(texts, "the text", MARK);

            connect(WRONG_PASSWORD);
            TestServer.await("the operator refuses", () -> log.getAll().contains("Connection"));
            connect(SMPP_PASSWORD);
            RunProgress run = campaign();
            breakThings();

            var pages = new LinkedHashMap<String, String>();
            for (Role role : Role.values()) {
                if (role != Role.ADMINISTRATOR && role != Role.AGENT) {
                    read(role, pages);
                }
            }
            assertThat(pages.keySet().stream().filter(page -> page.endsWith("200")).count())
                    .as("answers that say something")
                    .isGreaterThan(60);
            assertThat(String.join("", pages.values()))
                    .as("people were among the answers, masked")
                    .contains("43-21");
            pages.forEach((page, text) -> {
                none(secrets, page, text);
                none(numbers, page, text);
            });

            var machines = new LinkedHashMap<String, String>();
            try (Browser admin = server.browser("admin")) {
                String metrics = admin.get("/metrics").body();
                assertThat(metrics).contains("soroka_submits_total");
                machines.put("metrics", metrics);
                machines.put("connections", admin.get("/api/v1/connections").body());
            }
            machines.put("audit", audit());
            assertThat(machines.get("audit")).contains("connection.");
            badRequests(machines);
            assertThat(machines).as("answers to bad requests among them").hasSizeGreaterThan(15);
            assertThat(log.getAll()).contains("Connection severs");
            machines.put("log", log.getAll());
            machines.forEach((page, text) -> {
                none(secrets, page, text);
                none(numbers, page, text);
                none(texts, page, text);
                assertThat(text).as(page).doesNotContain("\tat ").doesNotContain("PSQLException");
            });
            assertThat(run.messages()).isEqualTo(NUMBERS.size());
        }
    }

    private String key() {
        User admin = server.bean(Users.class).find("admin").orElseThrow();
        String secret =
                server.bean(ApiKeys.class)
                        .create(admin, "leak", department, Set.of(Scope.values()), null)
                        .secret();
        try (Browser program =
                new Browser(server.port()).with("Authorization", "Bearer " + secret)) {
            assertThat(program.get("/api/v1/campaigns").statusCode()).isEqualTo(200);
            assertThat(program.get("/api/v1/users").statusCode()).isEqualTo(403);
        }
        return secret;
    }

    private void connect(String password) {
        record Known(long id, String options) {}
        Known known =
                server.sql()
                        .sql("select id, options from connection where name = 'severs'")
                        .query(Known.class)
                        .single();
        try (Browser admin = server.browser("admin")) {
            HttpResponse<String> changed =
                    admin.send(
                            "PUT",
                            "/api/v1/connections/" + known.id(),
                            """
                            {"name": "severs", "kind": "smpp", "priority": 0, "ratePerSecond": 0, "unitPrice": 1,
                             "prefixes": [], "options": %s, "secret": "%s"}\
                            """
                                    .formatted(known.options(), password));
            assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        }
    }

    private RunProgress campaign() {
        for (Long number : NUMBERS) {
            server.sql()
                    .sql(
                            """
                            insert into client (department_id, msisdn, first_name, last_name, created_at, updated_at)
                            values (?, ?, 'Анна', 'Соловьёва', now(), now())
                            """)
                    .params(department, number)
                    .update();
        }
        Campaigns campaigns = server.bean(Campaigns.class);
        Campaign campaign =
                campaigns.create(
                        department,
                        "test",
                        Draft.simple(
                                "leak",
                                MessageClass.SERVICE,
                                MARK + ", {Имя|клиент}! Ваш номер {Телефон|неизвестен}.",
                                "{}"));
        RunProgress run =
                campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
        TestServer.await(
                "the campaign is over",
                () -> campaigns.progress(run.id(), null).status() == RunProgress.Status.FINISHED);
        return campaigns.progress(run.id(), null);
    }

    /** The dispatcher loses its database session, and writes of it. */
    private void breakThings() throws Exception {
        try (var db =
                        DriverManager.getConnection(
                                server.database().url(),
                                server.database().owner(),
                                server.database().ownerPassword());
                var statement = db.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where application_name like 'soroka connection%'"
                            + " and datname = current_database()");
        }
    }

    /** Everything that somebody of this role can read. */
    private void read(Role role, Map<String, String> pages) throws IOException {
        var tables = new ApiTables();
        server.bean(Users.class)
                .create(role.code(), role.code(), role, department, TestServer.PASSWORD);
        try (Browser person = server.browser(role.code())) {
            for (String operation : tables.operations()) {
                String path = operation.substring(operation.indexOf(' ') + 1);
                // A stream goes on for ever; what it says the page of the run says too.
                if (!operation.startsWith("GET") || path.equals("/api/v1/runs/{id}/events")) {
                    continue;
                }
                String filled = filled(tables, path);
                for (String query : queries(tables, operation)) {
                    HttpResponse<String> answer = person.get(filled + query);
                    pages.put(
                            role.code() + " " + filled + query + " " + answer.statusCode(),
                            answer.body());
                }
            }
            for (String operation :
                    List.of("POST /api/v1/segments/sample", "POST /api/v1/texts/check")) {
                String body =
                        tables.request(operation).json() == null
                                ? "{}"
                                : tables.request(operation)
                                        .json()
                                        .replace("{department}", String.valueOf(department));
                String path = operation.substring(operation.indexOf(' ') + 1);
                HttpResponse<String> answer = person.send("POST", path, body);
                pages.put(role.code() + " " + operation + " " + answer.statusCode(), answer.body());
            }
        }
    }

    private List<String> queries(ApiTables tables, String operation) {
        var queries = new ArrayList<String>();
        queries.add("");
        queries.add("?query=4321");
        String given = tables.request(operation).query();
        if (given != null) {
            queries.add("?" + given.replace("{department}", String.valueOf(department)));
        }
        return queries;
    }

    /** With what the campaign has left; where it left nothing, with what the tables make. */
    private String filled(ApiTables tables, String template) {
        Matcher parameter = PARAMETER.matcher(template);
        String path = template;
        while (parameter.find()) {
            String beginning = template.substring(0, parameter.end());
            String sql =
                    switch (beginning) {
                        case "/api/v1/campaigns/{id}" -> "select max(id) from campaign";
                        case "/api/v1/runs/{id}" -> "select max(run_id) from message";
                        case "/api/v1/clients/{id}" ->
                                "select min(id) from client where department_id = :department";
                        default -> tables.sql(beginning).orElseThrow();
                    };
            String value =
                    server.sql()
                            .sql(sql)
                            .param("department", department)
                            .param("user", 0L)
                            .query((row, number) -> String.valueOf(row.getString(1)))
                            .single();
            path = PARAMETER.matcher(path).replaceFirst(Matcher.quoteReplacement(value));
        }
        return path;
    }

    private String audit() {
        return String.join(
                "\n",
                server.sql()
                        .sql("select concat_ws(' ', action, object, details) from audit")
                        .query(String.class)
                        .list());
    }

    /**
     * Requests that go wrong, with what must not be seen in them; the answers may not repeat it.
     */
    private void badRequests(Map<String, String> answers) {
        String number = String.valueOf(NUMBERS.getFirst());
        String bad = "{\"name\": \"%s\", \"text\": \"%s\\u0000\", \"audience\": %s}";
        try (Browser person = server.browser("anna")) {
            for (String path :
                    List.of(
                            "/api/v1/campaigns",
                            "/api/v1/segments",
                            "/api/v1/segments/count",
                            "/api/v1/texts",
                            "/api/v1/texts/check")) {
                for (String body :
                        List.of(
                                bad.formatted(number, MARK, number),
                                "{\"" + number + "\": \"" + MARK + "\"",
                                "[\"" + MARK + number + "\"]",
                                "\"" + number + "\"")) {
                    HttpResponse<String> answer = person.send("POST", path, body);
                    assertThat(answer.statusCode()).as(path).isLessThan(500);
                    // A name may be a number, and is then its author's own.
                    if (answer.statusCode() >= 400) {
                        answers.put("POST " + path + " " + body.length(), answer.body());
                    }
                }
            }
            for (String path : List.of("/api/v1/clients/", "/api/v1/runs/", "/api/v1/imports/")) {
                answers.put(path, saidOfPath(person.get(path + number)));
                answers.put(path + "x", saidOfPath(person.get(path + number + "x")));
            }
            answers.put(
                    "a number that is too long",
                    person.get("/api/v1/runs?after=" + number + number).body());
        }
    }

    /** A problem names the path that was asked for, which is the asker's own. */
    private static String saidOfPath(HttpResponse<String> answer) {
        return answer.body().replaceFirst("\"instance\":\"[^\"]*\"", "");
    }

    private static void digits(Map<String, Pattern> spellings, long number) {
        String ten = Long.toString(number).substring(1);
        // Plain, with 7, 8 or + before it, in groups.
        spellings.put(
                "number " + ten,
                Pattern.compile(
                        ten.chars()
                                .mapToObj(digit -> String.valueOf((char) digit))
                                .collect(Collectors.joining("[-() ]{0,2}"))));
        hex(spellings, "number " + ten, ten);
    }

    private static void spellings(Map<String, Pattern> spellings, String name, String word) {
        spellings.put(name, Pattern.compile(Pattern.quote(word)));
        spellings.put(
                name + " in JSON",
                Pattern.compile(
                        word.chars()
                                .mapToObj("\\\\u%04x"::formatted)
                                .map(Pattern::quote)
                                .collect(Collectors.joining()),
                        Pattern.CASE_INSENSITIVE));
        hex(spellings, name, word);
    }

    private static void hex(Map<String, Pattern> spellings, String name, String word) {
        for (var charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
            spellings.put(
                    name + " in hex of " + charset,
                    Pattern.compile(
                            HexFormat.of().formatHex(word.getBytes(charset)),
                            Pattern.CASE_INSENSITIVE));
        }
    }

    private static void none(Map<String, Pattern> spellings, String where, String text) {
        spellings.forEach((name, pattern) -> {
            Matcher found = pattern.matcher(text);
            if (found.find()) {
                int from = Math.max(0, found.start() - 200);
                throw new AssertionError(
                        where
                                + " shows "
                                + name
                                + ": "
                                + text.substring(from, Math.min(text.length(), found.end() + 50)));
            }
        });
    }
}
