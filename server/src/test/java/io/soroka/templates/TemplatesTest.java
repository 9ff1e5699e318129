package io.soroka.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplatesTest {
    private static final FieldNames NAMES = names();

    private static FieldNames names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("first_name", "first_name");
        names.put("Имя", "first_name");
        names.put("First name", "first_name");
        names.put("bonus", "bonus");
        names.put("Бонусный счёт", "bonus");
        names.put("Bonus account", "bonus");
        return FieldNames.of(names);
    }

    private static String render(String text, @Nullable String... values) {
        StringBuilder out = new StringBuilder("left over");
        Templates.compile(text, NAMES).render(values, out);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    Здравствуйте, {Имя}!;                  Анна; Здравствуйте, Анна!
                    {first_name};                          Анна; Анна
                    { ИМЯ };                               Анна; Анна
                    {First  NAME}, hi;                     Анна; Анна, hi
                    {Имя|клиент};                          Анна; Анна
                    {Имя|клиент};                          ;     клиент
                    {Имя|клиент};                          ' ';  клиент
                    {\u00A0Имя | дорогой клиент };         ;     дорогой клиент
                    {Имя|}.;                               ;     .
                    {Имя|да|нет};                          ;     да|нет
                    [{Имя}];                               ' \u00A0Анна\t '; [Анна]
                    {Имя}{Имя};                            Анна; АннаАнна
                    {{{Имя}}};                             Анна; {Анна}
                    {{Имя}} {Имя};                         Анна; {Имя} Анна
                    {{}}{{{Имя};                           Анна; {}{Анна
                    {Имя}}}}};                             Анна; Анна}}
                    {Имя};                                 {bonus}; {bonus}
                    {Имя|клиент}, {Имя|друг};              ;     'клиент, друг'
                    Счет {бонусный счет};                  10;   Счет 10
                    """)
    void renders(String text, @Nullable String value, String rendered) {
        assertThat(render(text, value)).isEqualTo(rendered);
    }

    @Test
    void a_text_without_variables_stays_as_it_is() {
        assertThat(render("Скидка 10%!")).isEqualTo("Скидка 10%!");
        assertThat(Templates.compile("Скидка", NAMES).variables()).isEmpty();
    }

    @Test
    void values_stand_in_the_order_of_first_appearance() {
        String text = "{bonus} {Имя|клиент} {Бонусный СЧЁТ|0} {first name}";
        Template template = Templates.compile(text, NAMES);
        assertThat(template.variables()).containsExactly("bonus", "first_name");
        assertThat(template.variablesWithoutFallback()).containsExactly("bonus", "first_name");
        assertThat(render(text, "7", "Анна")).isEqualTo("7 Анна 7 Анна");
    }

    @Test
    void only_variables_with_a_fallback_everywhere_can_do_without_a_value() {
        assertThat(Templates.compile("{Имя|клиент} {bonus}", NAMES).variablesWithoutFallback())
                .containsExactly("bonus");
        assertThat(Templates.compile("{Имя|клиент} {bonus|}", NAMES).variablesWithoutFallback())
                .isEmpty();
    }

    @Test
    void a_missing_value_is_an_error_and_never_a_gap() {
        assertThatExceptionOfType(MissingValueException.class)
                .isThrownBy(() -> render("{Имя|клиент}, {bonus}", null, "\u00A0"))
                .withMessage("No value and no fallback for bonus")
                .satisfies(e -> assertThat(e.variable()).isEqualTo("bonus"))
                .satisfies(e ->
                        assertThat(e.message(Languages.RUSSIAN, "Бонусы"))
                                .isEqualTo(
                                        "У получателя не заполнено поле «Бонусы». Добавьте к нему слово на замену через черту, например {Бонусы|клиент}, или исключите таких получателей."))
                .satisfies(e ->
                        assertThat(e.message(Languages.ENGLISH, "Bonus"))
                                .contains("“Bonus”", "{Bonus|client}"));
    }

    @Test
    void the_number_of_values_must_fit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render("{Имя}", "Анна", "more"))
                .withMessage("2 values for 1 variables");
    }

    @Test
    void the_longest_text_compiles() {
        assertThat(render("я".repeat(1600))).hasSize(1600);
    }

    @Test
    void of_two_equal_names_the_first_counts() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("Счёт", "a");
        names.put(" счет ", "b");
        assertThat(FieldNames.of(names).key("СЧЁТ")).isEqualTo("a");
        assertThat(FieldNames.of(names).key("другое")).isNull();
    }
}
