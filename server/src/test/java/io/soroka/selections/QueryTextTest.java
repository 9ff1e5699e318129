package io.soroka.selections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTextTest {
    @Test
    void parametersAreFoundOutsideOfQuotesAndCommentsOnly() {
        QueryText text =
                QueryText.of(
                        """
                        select ':a', ":b", `:c`, $$ :d $$, $x$ :e $$ $x$, now()::date, list[1:2]
                          from t -- :f '
                         where /* :g " */ x = :min and y in (:min, :due_1) and z = :Due\
                        """);
        assertThat(text.names()).containsExactly("min", "min", "due_1", "Due");
        assertThat(text.sql())
                .isEqualTo(
                        """
                        select ':a', ":b", `:c`, $$ :d $$, $x$ :e $$ $x$, now()::date, list[1:2]
                          from t  \
                         where   x = ? and y in (?, ?) and z = ?\
                        """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                " \n WITH a as (select 1) select * from a",
                "(select 1)",
                "/* why */ Select 1 -- end",
                "select 'it''s' as quote",
                "select 'into', points_into, intone from t where a ~ '\\d+'"
            })
    void questions(String text) {
        assertThat(QueryText.of(text).names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "delete from t|selection.query-no-select",
                "explain analyze delete from t|selection.query-no-select",
                "selection|selection.query-no-select",
                "-- select 1|selection.query-no-select",
                "call f()|selection.query-no-select",
                "select 1; delete from t|selection.query-many",
                "select 1;|selection.query-many",
                "select ';'|selection.query-many",
                "select 1 /* ; */|selection.query-many",
                "select 'open|selection.query-open-quote",
                "select 1 /* open|selection.query-open-quote",
                "select $a$ open $b$|selection.query-open-quote",
                "select a ? 'b' from t|selection.query-question-mark",
                "select 1 into outfile '/tmp/stolen'|selection.query-into",
                "select 1 /* x */ INTO/* x */dumpfile '/tmp/stolen'|selection.query-into",
                "select * into stolen from t|selection.query-into",
                "select 'a\\'b', 1 into outfile '/tmp/stolen' from t where 'x' = 'x\\''|selection.query-backslash",
                "select 'a\\\\' from t|selection.query-backslash",
                "~ ~|selection.missing",
            })
    void whatIsNoQuestionIsRefused(String text, String key) {
        assertThatThrownBy(() -> QueryText.of(text))
                .isInstanceOfSatisfying(
                        InvalidSelection.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(key);
                            assertThat(refused.place()).isEqualTo("/query");
                        });
    }

    @Test
    void aZeroCharacterIsRefused() {
        assertThatThrownBy(() -> QueryText.of("select '\0'"))
                .isInstanceOfSatisfying(
                        InvalidSelection.class,
                        refused ->
                                assertThat(refused.messageKey())
                                        .isEqualTo("selection.query-unusable"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27, 2026-11-27",
        "today, 2026-11-27",
        "today+3, 2026-11-30",
        "today-27, 2026-10-31",
    })
    void days(String written, LocalDate day) {
        assertThat(values(ValueType.DATE, written).of("x")).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 27.11.2026, selection.not-a-day",
        "DATE, today+1 or 1=1, selection.not-a-day",
        "DATE, , selection.not-a-day",
        "NUMBER, 1 or 1=1, selection.not-a-number",
        "NUMBER, 1e999999999, selection.not-a-number",
        "MONEY, NaN, selection.not-a-number",
    })
    void valuesOfAnotherTypeAreRefused(ValueType type, String written, String key) {
        assertThatThrownBy(() -> values(type, written == null ? "" : written))
                .isInstanceOfSatisfying(
                        InvalidSelection.class,
                        refused -> {
                            assertThat(refused.messageKey()).isEqualTo(key);
                            assertThat(refused.place()).isEqualTo("/parameters/0/value");
                        });
    }

    @Test
    void aValueForWhatIsNoParameterIsRefused() {
        assertThatThrownBy(() ->
                        new ParameterValues(
                                List.of(), Map.of("x", "1"), LocalDate.of(2026, 11, 27)))
                .isInstanceOfSatisfying(
                        InvalidSelection.class,
                        refused ->
                                assertThat(refused.messageKey())
                                        .isEqualTo("selection.no-such-parameter"));
    }

    private static ParameterValues values(ValueType type, String written) {
        return new ParameterValues(
                List.of(new Selection.Parameter("x", type, written)),
                Map.of(),
                LocalDate.of(2026, 11, 27));
    }
}
