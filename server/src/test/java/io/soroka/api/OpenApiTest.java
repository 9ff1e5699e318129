package io.soroka.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.Browser;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API: that the committed one, which is served, is true. */
@Tag("slow")
class OpenApiTest {
    private static final Path COPY = Path.of("../docs/openapi.json");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static TestServer server;
    private static JsonNode api;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start("{\"operators\": [{\"name\": \"severs\"}]}");
        var answer = server.browser("anna").get("/api/described.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        api = JSON.readTree(answer.body());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void theCommittedOneIsTrue() throws IOException {
        String found = JSON.writeValueAsString(api) + "\n";
        if (Boolean.getBoolean("soroka.openapi.write")) {
            Files.writeString(COPY, found);
        }
        assertThat(Files.exists(COPY) ? Files.readString(COPY) : "")
                .as(
                        "docs/openapi.json is out of date: run ./soroka openapi and commit what it"
                                + " changes")
                .isEqualTo(found);
    }

    @Test
    void whoIsLoggedInGetsIt() throws IOException {
        var answer = server.browser("anna").get("/api/v1/openapi.json");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo(Files.readString(COPY));
    }

    @Test
    void strangersDoNotGetIt() {
        assertThat(new Browser(server.port()).get("/api/v1/openapi.json").statusCode())
                .isEqualTo(401);
    }

    @Test
    void operationsHaveNamesOfTheirOwnAndRefusalsAreDescribedOnce() {
        var names = new java.util.ArrayList<String>();
        for (JsonNode path : api.get("paths")) {
            for (JsonNode operation : path) {
                names.add(operation.get("operationId").asString());
                assertThat(operation.at("/responses/default/$ref").asString())
                        .isEqualTo("#/components/responses/Problem");
            }
        }
        assertThat(names)
                .doesNotHaveDuplicates()
                .contains("sessionLogIn", "userInvite", "campaignCreate", "runPause");
    }

    @Test
    void logInNeedsNoLogIn() {
        assertThat(api.at("/paths/~1api~1v1~1session/post/security")).isEmpty();
        assertThat(api.at("/paths/~1api~1v1~1session/get/security").isMissingNode()).isTrue();
        assertThat(api.get("security").get(0).has("session")).isTrue();
    }

    @Test
    void fieldsAreRequiredUnlessTheyMayBeNull() {
        JsonNode session = schema("SessionView");
        assertThat(words(session.get("required")))
                .containsExactly(
                        "department", "language", "login", "name", "phone", "practice", "role");
        assertThat(words(session.at("/properties/phone/type")))
                .containsExactlyInAnyOrder("string", "null");
        assertThat(session.at("/properties/login/type").asString()).isEqualTo("string");
        // In a request what may be null may be absent.
        assertThat(words(schema("SessionProfile").get("required")))
                .containsExactly("language", "name");
        // An object that may be null.
        assertThat(schema("AuditEntryView").at("/properties/user/anyOf/1/type").asString())
                .isEqualTo("null");
        assertThat(words(schema("AuditEntryView").get("required"))).contains("user", "key");
        // One with a name that Java does not allow, and the values of a map.
        assertThat(words(schema("ConnectionKindConnectorOptionView").get("required")))
                .contains("default");
        assertThat(
                        words(
                                schema("SegmentSampledView")
                                        .at("/properties/values/additionalProperties/type")))
                .contains("null");
    }

    @Test
    void wordsAreNamed() {
        assertThat(words(schema("RunView").at("/properties/status/enum")))
                .contains("held", "running", "finished");
        assertThat(words(schema("TestMessageTestView").at("/properties/state/enum")))
                .contains("queued", "delivered");
        assertThat(words(schema("RunRepeat").at("/properties/states/items/enum")))
                .contains("failed", "suppressed");
        // What may be null has null among its words.
        JsonNode step = schema("DraftView").at("/properties/step/enum");
        assertThat(step.get(step.size() - 1).isNull()).isTrue();
    }

    @Test
    void idsAreTextsAndConditionsAnyJson() {
        JsonNode parameter = api.at("/paths/~1api~1v1~1users~1{id}/put/parameters/0/schema");
        assertThat(parameter.get("type").asString()).isEqualTo("string");
        assertThat(api.at("/paths/~1api~1v1~1connections~1{id}/put/parameters/0/schema/type"))
                .isEqualTo(parameter.get("type"));
        assertThat(api.get("components").get("schemas").has("JsonNode")).isFalse();
    }

    private static JsonNode schema(String name) {
        JsonNode schema = api.at("/components/schemas/" + name);
        assertThat(schema.isMissingNode()).as(name).isFalse();
        return schema;
    }

    private static java.util.List<String> words(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
