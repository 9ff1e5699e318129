package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.contacts.Fields;
import io.soroka.segments.Criterion.All;
import io.soroka.segments.Criterion.Any;
import io.soroka.segments.Criterion.Compares;
import io.soroka.segments.Criterion.Comparison;
import io.soroka.segments.Criterion.Empty;
import io.soroka.segments.Criterion.Everyone;
import io.soroka.segments.Criterion.In;
import io.soroka.segments.Criterion.Not;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriteriaTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"{}", "null", " { } "})
    void takesNothingForEveryone(String json) {
        assertThat(parse(json)).isEqualTo(new Everyone());
    }

    @Test
    void readsGroupsAndConditions() {
        var city = Fields.standard().get("city");
        var debt = Fields.standard().get("debt");
        assertThat(
                        parse(
                                """
                                {"all":[
                                  {"any":[{"field":"city","is":"in","values":["Казань"," Пермь "]},
                                          {"field":"Город","is":"empty"}]},
                                  {"not":{"field":"debt","is":"ge","value":1000.50}},
                                  {"field":"debt","is":"filled"}]}
                                """))
                .isEqualTo(
                        new All(
                                List.of(
                                        new Any(
                                                List.of(
                                                        new In(city, List.of("Казань", "Пермь")),
                                                        new Empty(city))),
                                        new Not(
                                                new Compares(
                                                        debt,
                                                        Comparison.GE,
                                                        new BigDecimal("1000.50"))),
                                        new Not(new Empty(debt)))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"all\":[} | criteria.not-json | ``",
                "{} {} | criteria.not-json | ``",
                "{\"not\":{\"field\":\"city\",\"is\":\"empty\",\"is\":\"filled\"}} | criteria.not-json | ``",
                "[] | criteria.not-a-condition | ``",
                "1 | criteria.not-a-condition | ``",
                "{\"every\":[]} | criteria.not-a-condition | ``",
                "{\"all\":[{\"field\":\"city\",\"is\":\"empty\"}],\"not\":{}} | criteria.not-a-condition | ``",
                "{\"not\":{}} | criteria.not-a-condition | /not",
                "{\"all\":[]} | criteria.empty-group | /all",
                "{\"any\":{}} | criteria.empty-group | /any",
                "{\"any\":[{\"field\":\"city\",\"is\":\"empty\"},7]} | criteria.not-a-condition | /any/1",
                "{\"field\":7,\"is\":\"in\"} | criteria.not-text | /field",
                "{\"field\":\"salary\",\"is\":\"in\"} | criteria.unknown-field | /field",
                "{\"field\":\"id) or (1=1\",\"is\":\"in\"} | criteria.unknown-field | /field",
                "{\"field\":\"phone\",\"is\":\"in\"} | criteria.field-not-for-conditions | /field",
                "{\"field\":\"city\"} | criteria.no-operator | /is",
                "{\"field\":\"city\",\"is\":7} | criteria.no-operator | /is",
                "{\"field\":\"city\",\"is\":\"gt\",\"value\":1} | criteria.unknown-operator | /is",
                "{\"field\":\"debt\",\"is\":\"in\",\"values\":[]} | criteria.unknown-operator | /is",
                "{\"field\":\"due_date\",\"is\":\"eq\"} | criteria.unknown-operator | /is",
                "{\"field\":\"app_user\",\"is\":\"maybe\"} | criteria.unknown-operator | /is",
                "{\"field\":\"sex\",\"is\":\"contains\",\"value\":\"m\"} | criteria.unknown-operator | /is",
                "{\"field\":\"city\",\"is\":\"in\"} | criteria.no-values | /values",
                "{\"field\":\"city\",\"is\":\"in\",\"values\":[]} | criteria.no-values | /values",
                "{\"field\":\"city\",\"is\":\"in\",\"values\":\"Казань\"} | criteria.no-values | /values",
                "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"a\",7]} | criteria.not-text | /values/1",
                "{\"field\":\"city\",\"is\":\"in\",\"values\":[\" \"]} | criteria.not-text | /values/0",
                "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"a\\u0000\"]} | criteria.not-text | /values/0",
                "{\"field\":\"city\",\"is\":\"in\",\"values\":[\"a\\ud800\"]} | criteria.not-text | /values/0",
                "{\"field\":\"sex\",\"is\":\"in\",\"values\":[\"male\",\"м\"]} | criteria.not-an-option | /values/1",
                "{\"field\":\"city\",\"is\":\"contains\"} | criteria.value-missing | ``",
                "{\"field\":\"city\",\"is\":\"contains\",\"value\":null} | criteria.value-missing | ``",
                "{\"field\":\"city\",\"is\":\"contains\",\"value\":\"\"} | criteria.not-text | /value",
                "{\"field\":\"city\",\"is\":\"empty\",\"value\":\"x\"} | criteria.surplus | ``",
                "{\"field\":\"city\",\"is\":\"filled\",\"all\":[]} | criteria.surplus | ``",
                "{\"field\":\"city\",\"is\":\"starts_with\",\"value\":\"x\",\"values\":[]} | criteria.surplus | ``",
                "{\"field\":\"city\",\"is\":\"not_in\",\"values\":[\"x\"],\"value\":1} | criteria.surplus | ``",
                "{\"field\":\"debt\",\"is\":\"gt\",\"value\":1,\"to\":2} | criteria.surplus | ``",
                "{\"field\":\"debt\",\"is\":\"between\",\"from\":1,\"to\":2,\"value\":3} | criteria.surplus | ``",
                "{\"field\":\"app_user\",\"is\":\"true\",\"value\":1} | criteria.surplus | ``",
                "{\"field\":\"due_date\",\"is\":\"on\",\"value\":\"2026-01-01\",\"days\":1} | criteria.surplus | ``",
                "{\"field\":\"due_date\",\"is\":\"within_days\",\"days\":1,\"to\":1} | criteria.surplus | ``",
                "{\"field\":\"due_date\",\"is\":\"between\",\"from\":\"2026-01-01\",\"to\":\"2026-01-02\",\"days\":1} | criteria.surplus | ``",
                "{\"field\":\"debt\",\"is\":\"gt\",\"value\":\"1\"} | criteria.not-a-number | /value",
                "{\"field\":\"debt\",\"is\":\"gt\",\"value\":1e999999999} | criteria.not-a-number | /value",
                "{\"field\":\"debt\",\"is\":\"gt\",\"value\":1e-999999999} | criteria.not-a-number | /value",
                "{\"field\":\"debt\",\"is\":\"gt\",\"value\":1234567890123456} | criteria.not-a-number | /value",
                "{\"field\":\"debt\",\"is\":\"gt\",\"value\":0.1234567} | criteria.not-a-number | /value",
                "{\"field\":\"debt\",\"is\":\"between\",\"from\":2,\"to\":1} | criteria.range-reversed | /from",
                "{\"field\":\"debt\",\"is\":\"between\",\"from\":2} | criteria.value-missing | ``",
                "{\"field\":\"due_date\",\"is\":\"on\",\"value\":\"31.12.2026\"} | criteria.not-a-day | /value",
                "{\"field\":\"due_date\",\"is\":\"on\",\"value\":20261231} | criteria.not-a-day | /value",
                "{\"field\":\"due_date\",\"is\":\"on\",\"value\":\"1899-12-31\"} | criteria.not-a-day | /value",
                "{\"field\":\"due_date\",\"is\":\"on\",\"value\":\"2101-01-01\"} | criteria.not-a-day | /value",
                "{\"field\":\"due_date\",\"is\":\"between\",\"from\":\"2026-01-02\",\"to\":\"2026-01-01\"} | criteria.range-reversed | /from",
                "{\"field\":\"due_date\",\"is\":\"within_days\",\"days\":-1} | criteria.not-days | /days",
                "{\"field\":\"due_date\",\"is\":\"within_days\",\"days\":36501} | criteria.not-days | /days",
                "{\"field\":\"due_date\",\"is\":\"within_days\",\"days\":1.5} | criteria.not-days | /days",
                "{\"field\":\"due_date\",\"is\":\"days_ago_less\"} | criteria.value-missing | ``",
                "{\"field\":\"birth_date\",\"is\":\"age_between\",\"from\":18,\"to\":17} | criteria.range-reversed | /from",
                "{\"field\":\"birth_date\",\"is\":\"age_between\",\"from\":18,\"to\":151} | criteria.not-whole | /to",
                "{\"field\":\"birth_date\",\"is\":\"age_between\",\"from\":1.5,\"to\":2} | criteria.not-whole | /from",
                "{\"field\":\"debt\",\"is\":\"decile_between\",\"from\":0,\"to\":2} | criteria.not-whole | /from",
                "{\"field\":\"debt\",\"is\":\"decile_between\",\"from\":10,\"to\":9} | criteria.range-reversed | /from",
                "{\"field\":\"debt\",\"about\":\"random\",\"is\":\"gt\",\"value\":1} | criteria.not-a-condition | ``",
                "{\"about\":7,\"is\":\"in\"} | criteria.unknown-about | /about",
                "{\"about\":\"weather\",\"is\":\"fine\"} | criteria.unknown-about | /about",
                "{\"about\":\"opt_out\"} | criteria.no-operator | /is",
                "{\"about\":\"opt_out\",\"is\":\"maybe\"} | criteria.unknown-operator | /is",
                "{\"about\":\"opt_out\",\"is\":true,\"values\":[\"1\"]} | criteria.surplus | ``",
                "{\"about\":\"segment\",\"is\":\"like\"} | criteria.unknown-operator | /is",
                "{\"about\":\"segment\",\"is\":\"in\",\"values\":[\"1 or 1=1\"]} | criteria.not-an-id | /values/0",
                "{\"not\":{\"about\":\"segment\",\"is\":\"in\",\"values\":[\"1\"]}} | criteria.segment-gone | /not/values/0",
                "{\"about\":\"random\",\"is\":\"share\",\"percent\":0} | criteria.not-a-share | /percent",
                "{\"about\":\"random\",\"is\":\"share\",\"percent\":100.1} | criteria.not-a-share | /percent",
                "{\"about\":\"random\",\"is\":\"people\",\"people\":0} | criteria.not-whole | /people",
                "{\"about\":\"random\",\"is\":\"people\",\"people\":5,\"seed\":-1} | criteria.not-whole | /seed",
                "{\"all\":[{\"about\":\"random\",\"is\":\"people\",\"people\":5},{\"about\":\"random\",\"is\":\"people\",\"people\":6}]} | criteria.random-twice | /all",
            })
    void refusesAndNamesThePlace(String json, String messageKey, String pointer) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(messageKey);
                            assertThat(refused.pointer()).isEqualTo(pointer);
                            assertThat(refused).hasMessageContaining(pointer);
                        });
    }

    @Test
    void saysWhatWouldBePossible() {
        assertThatThrownBy(() -> parse("{\"field\":\"sex\",\"is\":\"in\",\"values\":[\"x\"]}"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> assertThat(refused.arguments()).containsExactly("male, female"));
        assertOperators("city", "in, not_in, contains, starts_with, empty, filled");
        assertOperators("sex", "in, not_in, empty, filled");
        assertOperators("debt", "eq, ne, lt, le, gt, ge, between, decile_between, empty, filled");
        assertOperators(
                "due_date",
                "days_ago_more, days_ago_less, within_days, anniversary_within, before, after, on, between, age_between, empty, filled");
        assertOperators("app_user", "true, false, empty, filled");
        assertThatThrownBy(() -> parse("{\"all\":\n[,"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> assertThat(refused.arguments().getFirst()).isEqualTo("2"));
        assertThatThrownBy(() -> parse("{\"field\":\"" + "x".repeat(41) + "\",\"is\":\"in\"}"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused ->
                                assertThat(refused.arguments())
                                        .containsExactly("x".repeat(40) + "…"));
    }

    private static void assertOperators(String field, String operators) {
        assertThatThrownBy(() -> parse("{\"field\":\"" + field + "\",\"is\":\"like\"}"))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused ->
                                assertThat(refused.arguments()).containsExactly("like", operators));
    }

    private static String list(int count, String element) {
        return IntStream.range(0, count)
                .mapToObj(i -> element)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void assertRefused(String json, String messageKey) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(
                        CriteriaRefused.class,
                        refused -> assertThat(refused.messageKey()).isEqualTo(messageKey));
    }

    @Test
    void keepsItsBounds() {
        String leaf = "{\"field\":\"city\",\"is\":\"empty\"}";
        String nine = "{\"not\":".repeat(9) + leaf + "}".repeat(9);
        assertThat(parse(nine)).isInstanceOf(Not.class);
        assertRefused("{\"not\":" + nine + "}", "criteria.too-deep");
        assertRefused("{\"all\":[" + nine + "]}", "criteria.too-deep");
        assertThat(parse("{\"all\":" + list(199, leaf) + "}")).isInstanceOf(All.class);
        assertRefused("{\"all\":" + list(200, leaf) + "}", "criteria.too-many-conditions");
        String half = "{\"field\":\"city\",\"is\":\"in\",\"values\":" + list(500, "\"x\"") + "}";
        assertThat(parse("{\"any\":[" + half + "," + half + "]}")).isInstanceOf(Any.class);
        assertRefused(
                "{\"any\":["
                        + half
                        + ","
                        + half
                        + ","
                        + half.replace(list(500, "\"x\""), "[\"x\"]")
                        + "]}",
                "criteria.too-many-values");
        String value = "x".repeat(1000);
        assertThat(parse("{\"field\":\"city\",\"is\":\"contains\",\"value\":\"" + value + "\"}"))
                .isInstanceOf(Criterion.Contains.class);
        assertRefused(
                "{\"field\":\"city\",\"is\":\"contains\",\"value\":\"" + value + "x\"}",
                "criteria.not-text");
        assertRefused(" ".repeat(1 << 20) + "{}", "criteria.too-large");
        assertThat(parse(" ".repeat((1 << 20) - 2) + "{}")).isEqualTo(new Everyone());
        assertRefused("[".repeat(100_000), "criteria.not-json");
    }

    @Test
    void acceptsTheBounds() {
        for (String json :
                List.of(
                        "{\"field\":\"debt\",\"is\":\"gt\",\"value\":123456789012345.123456}",
                        "{\"field\":\"debt\",\"is\":\"between\",\"from\":1,\"to\":1}",
                        "{\"field\":\"due_date\",\"is\":\"within_days\",\"days\":36500}",
                        "{\"field\":\"due_date\",\"is\":\"within_days\",\"days\":0}",
                        "{\"field\":\"due_date\",\"is\":\"on\",\"value\":\"1900-01-01\"}",
                        "{\"field\":\"due_date\",\"is\":\"on\",\"value\":\"2100-12-31\"}",
                        "{\"field\":\"due_date\",\"is\":\"between\",\"from\":\"2026-01-01\",\"to\":\"2026-01-01\"}",
                        "{\"field\":\"app_user\",\"is\":true}")) {
            assertThat(parse(json)).isNotNull();
        }
    }

    @Test
    void hasItsMessagesInBothLanguages() throws Exception {
        String sources = "";
        try (var files = Files.list(Path.of("src/main/java/io/soroka/segments"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources += Files.readString(file);
            }
        }
        List<String> keys =
                java.util.regex.Pattern.compile("\"((?:criteria|segment)\\.[a-z-]+)\"")
                        .matcher(sources)
                        .results()
                        .map(match -> match.group(1))
                        .distinct()
                        .toList();
        assertThat(keys).hasSizeGreaterThan(20);
        var exactly =
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES);
        for (String key : keys) {
            assertThat(ResourceBundle.getBundle("messages", Locale.ROOT, exactly).getString(key))
                    .matches("(?s).*[а-я].*");
            assertThat(ResourceBundle.getBundle("messages", Locale.ENGLISH, exactly).getString(key))
                    .doesNotMatch("(?s).*[а-я].*");
        }
    }

    private static Criterion parse(@Nullable String json) {
        return Criteria.parse(
                json,
                Vocabulary.of(
                        Fields.standard(),
                        List.of(new OptOutCriteria()),
                        id -> {
                            throw new CriteriaRefused("criteria.segment-gone", "");
                        }));
    }
}
