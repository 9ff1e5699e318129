package io.soroka.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.access.ApiKeys;
import io.soroka.access.Department;
import io.soroka.access.Departments;
import io.soroka.access.Role;
import io.soroka.access.Scope;
import io.soroka.access.Sessions;
import io.soroka.access.User;
import io.soroka.access.Users;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of the OpenAPI document, called by everybody: a stranger to the system, each
 * role, people of another department with ids of the first, programs. What each may expect stands
 * in the rooms' tables (see {@code src/test/resources/api/README.md}).
 */
@Tag("slow")
class ApiWalkTest {
    private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");
    private static final Set<String> EXPECTED_OF_KEYS =
            Set.of(
                    "campaigns",
                    "runs",
                    "clients",
                    "imports",
                    "segments",
                    "selections",
                    "texts",
                    "fields",
                    "criteria",
                    "events",
                    "event-kinds",
                    "consents",
                    "lists");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ApiTables tables;
    private static TestServer server;
    private static Department first;
    private static final Map<Role, Person> OWN = new HashMap<>();
    private static final Map<Role, Person> STRANGERS = new HashMap<>();
    private static String key;
    private static String foreignKey;
    private static String clientsKey;

    private record Person(User user, String session) {}

    @BeforeAll
    static void start() throws IOException {
        tables = new ApiTables();
        server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
        Departments departments = server.bean(Departments.class);
        first = departments.all().getFirst();
        Department second = departments.create("Чужой отдел");
        for (Role role : Role.values()) {
            OWN.put(role, person("own." + role.code(), role, first));
            STRANGERS.put(role, person("stranger." + role.code(), role, second));
        }
        key = key(first, Set.of(Scope.values()));
        foreignKey = key(second, Set.of(Scope.values()));
        clientsKey = key(first, Set.of(Scope.CLIENTS_READ));
    }

    private static Person person(String login, Role role, Department department) {
        User user =
                server.bean(Users.class)
                        .create(login, login, role, department.id(), TestServer.PASSWORD);
        return new Person(user, session(user));
    }

    private static String session(User user) {
        return server.bean(Sessions.class).open(user, "walk", "127.0.0.1");
    }

    private static String key(Department department, Set<Scope> scopes) {
        return server.bean(ApiKeys.class)
                .create(OWN.get(Role.ADMINISTRATOR).user(), "walk", department.id(), scopes, null)
                .secret();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static Set<String> served() {
        var api =
                JsonMapper.builder()
                        .build()
                        .readTree(server.browser("admin").get("/api/described.json").body());
        var served = new TreeSet<String>();
        api.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(method ->
                                        served.add(
                                                method.toUpperCase(java.util.Locale.ROOT)
                                                        + " "
                                                        + path.getKey())));
        return served;
    }

    @Test
    void theTablesNameEveryOperationAndNoOther() {
        assertThat(tables.operations())
                .as("src/test/resources/api/<room>.tsv against the OpenAPI document")
                .containsExactlyInAnyOrderElementsOf(served());
    }

    @TestFactory
    Stream<DynamicTest> everyOperationAsEverybody() {
        return served().stream()
                .filter(operation -> tables.line(operation) != null)
                // What deletes comes last.
                .sorted(
                        Comparator.comparing((String one) -> one.startsWith("DELETE"))
                                .thenComparing(Comparator.naturalOrder()))
                .map(operation -> DynamicTest.dynamicTest(operation, () -> walk(operation)));
    }

    private static void walk(String operation) {
        ApiTables.Line line = tables.line(operation);
        asNobody(operation, line);
        asStranger(operation, line);
        asPrograms(operation, line);
        boolean recorded = false;
        for (Role role : Role.values()) {
            recorded |= asRole(operation, line, role);
        }
        if (line.personal()) {
            assertThat(recorded)
                    .as("a personal operation must succeed once: give it a body or query")
                    .isTrue();
        }
    }

    private static void asNobody(String operation, ApiTables.Line line) {
        int status = send(operation, Map.of(), OWN.get(Role.ADMINISTRATOR).user());
        if (line.isPublic()) {
            assertThat(status).as("nobody").isNotEqualTo(401).isLessThan(500);
        } else {
            assertThat(status).as("nobody").isEqualTo(401);
        }
    }

    private static void asStranger(String operation, ApiTables.Line line) {
        if (line.isPublic() || !isSomebodys(operation)) {
            return;
        }
        User owner = OWN.get(Role.CAMPAIGN_MANAGER).user();
        for (Role role : Role.values()) {
            // Administrators are at home in every department.
            if (role != Role.ADMINISTRATOR && line.allows(role.code())) {
                String cookie = STRANGERS.get(role).session();
                assertThat(send(operation, session(cookie), owner))
                        .as("another department's %s", role.code())
                        .isEqualTo(404);
            }
        }
    }

    /** Whether a parameter names something of a department or a user, and not the same for all. */
    private static boolean isSomebodys(String operation) {
        String path = operation.substring(operation.indexOf(' ') + 1);
        Matcher parameters = PARAMETER.matcher(path);
        while (parameters.find()) {
            String sql = tables.sql(path.substring(0, parameters.end())).orElse(":department");
            if (sql.contains(":department") || sql.contains(":user")) {
                return true;
            }
        }
        return false;
    }

    private static void asPrograms(String operation, ApiTables.Line line) {
        User owner = OWN.get(Role.CAMPAIGN_MANAGER).user();
        int status = send(operation, bearer(key), owner);
        String room = operation.replaceFirst("^\\w+ /api/v1/", "").replaceFirst("/.*", "");
        if (EXPECTED_OF_KEYS.contains(room)) {
            assertThat(status).as("a key").isNotEqualTo(401).isLessThan(500);
        } else {
            assertThat(status).as("a key, where keys have no business").isEqualTo(403);
        }
        if (isSomebodys(operation)) {
            assertThat(send(operation, bearer(foreignKey), owner))
                    .as("another department's key")
                    .isIn(403, 404);
        }
        if (!operation.startsWith("GET") && !line.personal()) {
            assertThat(send(operation, bearer(clientsKey), owner))
                    .as("a key that may read clients only")
                    .isEqualTo(403);
        }
        assertThat(send(operation, bearer("srk_made-up"), owner))
                .as("a key that nobody made")
                .isEqualTo(line.isPublic() ? send(operation, Map.of(), owner) : 401);
    }

    /** Whether it was a success that left its audit row. */
    private static boolean asRole(String operation, ApiTables.Line line, Role role) {
        Person person = OWN.get(role);
        String cookie =
                operation.startsWith("DELETE /api/v1/session")
                        ? session(person.user())
                        : person.session();
        long before = lastAudit();
        int status = send(operation, session(cookie), person.user());
        if (!line.allows(role.code())) {
            assertThat(status).as("%s, who may not", role.code()).isEqualTo(403);
            return false;
        }
        assertThat(status).as("%s, who may", role.code()).isLessThan(500);
        if (!line.isPublic()) {
            assertThat(status).as("%s, who may", role.code()).isNotIn(401, 403);
        }
        if (operation.startsWith("GET") && !line.isPublic()) {
            assertThat(status)
                    .as("%s must find what the tables of ids name", role.code())
                    .isNotEqualTo(404);
        }
        boolean succeeded = status < 300;
        if (succeeded && line.personal()) {
            assertThat(
                            server.sql()
                                    .sql(
                                            "select count(*) from audit where id > :before and user_id = :user")
                                    .param("before", before)
                                    .param("user", person.user().id())
                                    .query(Long.class)
                                    .single())
                    .as("audit rows of %s", role.code())
                    .isPositive();
        }
        return succeeded;
    }

    private static long lastAudit() {
        return server.sql()
                .sql("select coalesce(max(id), 0) from audit")
                .query(Long.class)
                .single();
    }

    private static Map<String, String> session(String session) {
        return Map.of("Cookie", "SOROKA_SESSION=" + session + "; XSRF-TOKEN=" + TOKEN);
    }

    private static Map<String, String> bearer(String secret) {
        return Map.of("Authorization", "Bearer " + secret);
    }

    /** Sends an operation with ids of the first department; the answer's status. */
    private static int send(String operation, Map<String, String> headers, User user) {
        String[] words = operation.split(" ");
        ApiTables.Request wanted = tables.request(operation);
        String query = wanted.query() == null ? "" : "?" + filled(wanted.query(), user);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + server.port()
                                                + path(words[1], user)
                                                + query))
                        .header("X-XSRF-TOKEN", TOKEN)
                        .header("Idempotency-Key", UUID.randomUUID().toString());
        if (!headers.containsKey("Authorization") && !headers.containsKey("Cookie")) {
            request.header("Cookie", "XSRF-TOKEN=" + TOKEN);
        }
        headers.forEach(request::header);
        if (wanted.json() == null) {
            request.method(words[0], BodyPublishers.noBody());
        } else if (wanted.isMultipart()) {
            request.header("Content-Type", "multipart/form-data; boundary=walk")
                    .method(
                            words[0],
                            BodyPublishers.ofString(
                                    "--walk\r\nContent-Disposition: form-data; name=\"file\";"
                                            + " filename=\"walk.csv\"\r\nContent-Type: text/csv\r\n\r\n"
                                            + "Телефон\n79160000001\n\r\n--walk--\r\n"));
        } else {
            request.header("Content-Type", "application/json")
                    .method(words[0], BodyPublishers.ofString(filled(wanted.json(), user)));
        }
        try {
            HttpResponse<InputStream> answer =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            // A stream would go on for ever.
            answer.body().close();
            return answer.statusCode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(operation, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String filled(String text, User user) {
        return text.replace("{department}", String.valueOf(first.id()))
                .replace("{user}", String.valueOf(user.id()));
    }

    private static String path(String template, User user) {
        Matcher parameter = PARAMETER.matcher(template);
        var values = new ArrayList<String>();
        while (parameter.find()) {
            String beginning = template.substring(0, parameter.end());
            String sql =
                    tables.sql(beginning)
                            .orElseThrow(() ->
                                    new AssertionError(
                                            "No line in src/test/resources/api/<room>.ids.tsv for "
                                                    + beginning));
            values.add(id(sql, user));
        }
        String path = template;
        for (String value : values) {
            path =
                    PARAMETER
                            .matcher(path)
                            .replaceFirst(
                                    Matcher.quoteReplacement(
                                            URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return path;
    }

    private static String id(String sql, User user) {
        List<String> found =
                server.sql()
                        .sql(sql)
                        .param("department", first.id())
                        .param("user", user.id())
                        .query((row, _) -> row.getString(1))
                        .list();
        assertThat(found).as(sql).hasSize(1).doesNotContainNull();
        return found.getFirst();
    }
}
