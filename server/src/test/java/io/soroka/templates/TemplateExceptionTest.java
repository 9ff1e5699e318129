package io.soroka.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateExceptionTest {
    private static final FieldNames NAMES =
            FieldNames.of(
                    Map.of("Имя", "first_name", "Город", "city", "Последняя покупка", "last"));

    private static TemplateException error(String text) {
        return Objects.requireNonNull(
                catchThrowableOfType(
                        TemplateException.class, () -> Templates.compile(text, NAMES)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    '';                          template.blank;            0;
                    ' \n\u00A0\t';               template.blank;            0;
                    Привет, {Имя;                template.unclosed-brace;   8;
                    {;                           template.unclosed-brace;   0;
                    а{б;                         template.unclosed-brace;   1;
                    {Имя {Город};                template.unclosed-brace;   0;
                    {Имя|{{};                    template.unclosed-brace;   0;
                    Имя} привет;                 template.unopened-brace;   3;
                    {Имя}};                      template.unopened-brace;   5;
                    а {};                        template.empty-name;       2;
                    а { | клиент};               template.empty-name;       2;
                    а {\u00A0};                  template.empty-name;       2;
                    а {Телефон};                 template.unknown-variable; 2; Телефон
                    а {Имф};                     template.unknown-variable; 2; Имф,Имя
                    {Гарод|Казань};              template.unknown-variable; 0; Гарод,Город
                    {последняя покупкка};        template.unknown-variable; 0; последняя покупкка,Последняя покупка
                    {посл};                      template.unknown-variable; 0; посл
                    {Иня} {Имя;                  template.unknown-variable; 0; Иня,Имя
                    """)
    void says_what_is_wrong_and_where(String text, String code, int position, String arguments) {
        TemplateException error = error(text);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.position()).isEqualTo(position);
        assertThat(error.arguments())
                .isEqualTo(arguments == null ? List.of() : List.of(arguments.split(",")));
        assertThat(error).hasMessage(code + " at " + position);
    }

    @Test
    void a_text_too_long_is_refused() {
        TemplateException error = error("я".repeat(1601));
        assertThat(error.reason()).isEqualTo(TemplateException.Reason.TOO_LONG);
        assertThat(error.position()).isEqualTo(1600);
        assertThat(error.message(Languages.RUSSIAN))
                .isEqualTo("В тексте 1601 знаков, а можно не больше 1600. Сократите его.");
        assertThat(error.message(Languages.ENGLISH))
                .isEqualTo("The text has 1601 characters, at most 1600 are allowed. Shorten it.");
    }

    @Test
    void a_monstrous_name_gets_no_suggestion() {
        assertThat(error("{" + "я".repeat(101) + "}").arguments()).hasSize(1);
    }

    @Test
    void messages_say_what_to_do_in_both_languages() {
        assertThat(error("{Имф}").message(Languages.RUSSIAN))
                .isEqualTo(
                        "Поля «Имф» нет. Возможно, это «Имя»? Исправьте название или выберите поле из списка.");
        assertThat(error("{Имф}").message(Languages.ENGLISH))
                .isEqualTo(
                        "There is no field “Имф”. Did you mean “Имя”? Correct the name or choose a field from the list.");
        assertThat(error("{Телефон}").message(Languages.RUSSIAN))
                .isEqualTo("Поля «Телефон» нет. Выберите поле из списка или уберите скобки.");
        assertThat(error("{Имя").message(Languages.ENGLISH))
                .isEqualTo(
                        "A brace { is opened and never closed. Close it after the field’s name, or write {{ to keep a brace in the text.");
        assertThat(error("Имя}").message(Languages.RUSSIAN))
                .isEqualTo(
                        "Перед скобкой } нет открывающей. Уберите её, а чтобы она осталась в тексте, напишите }}.");
        assertThat(error("{}").message(Languages.RUSSIAN)).contains("например {имя}");
        assertThat(error(" ").message(Languages.RUSSIAN))
                .isEqualTo("Текст пустой. Напишите хотя бы слово.");
    }

    @Test
    void whatever_is_neither_russian_nor_english_is_answered_in_russian() {
        Locale machine = Locale.getDefault();
        try {
            Locale.setDefault(Locale.US);
            assertThat(error(" ").message(Locale.GERMANY)).startsWith("Текст пустой");
        } finally {
            Locale.setDefault(machine);
        }
    }
}
