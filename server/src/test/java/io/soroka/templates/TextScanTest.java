package io.soroka.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.contacts.Fields;
import io.soroka.templates.TextScan.Variable;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TextScanTest {
    @Test
    void everyVariableAndEveryProblemIsFound() {
        TextScan scan = scan("{Имя|клиент}, {Долк} и } { ещё {|x} 😀{Город}");
        assertThat(scan.variables())
                .containsExactly(
                        new Variable(0, 12, "first_name", "клиент"),
                        new Variable(14, 6, null, null),
                        new Variable(38, 7, "city", null));
        assertThat(scan.problems())
                .extracting(
                        one -> one.what().code() + " " + one.what().position() + "+" + one.length())
                .containsExactly(
                        "template.unknown-variable 14+6",
                        "template.unopened-brace 23+1",
                        "template.unclosed-brace 25+1",
                        "template.empty-name 31+4");
        assertThat(scan.problems().getFirst().what().arguments()).containsExactly("Долк", "Долг");
        assertThat(scan.shown()).isEqualTo("клиент,  и } { ещё  😀");
    }

    @Test
    void emptyAndEndlessTextsAreProblems() {
        assertThat(scan(" \u00a0").problems())
                .extracting(one -> one.what().code())
                .containsExactly("template.blank");
        assertThat(scan("я".repeat(1_603)).problems())
                .extracting(one -> one.what().code() + one.what().position() + "+" + one.length())
                .containsExactly("template.too-long1600+3");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "{{",
                        "}}",
                        "|",
                        " ",
                        "Имя",
                        "city",
                        "x",
                        "😀",
                        "{Имя|друг}",
                        "\u00a0")
                .list()
                .ofMaxSize(12)
                .map(words -> String.join("", words));
    }

    @Property
    void whatHasNoProblemsCompilesAndNothingElseDoes(@ForAll("texts") String text) {
        TextScan scan = scan(text);
        try {
            Template template = Templates.compile(text, NAMES);
            assertThat(scan.problems()).isEmpty();
            assertThat(scan.variables().stream().map(Variable::key).distinct().toList())
                    .isEqualTo(template.variables());
            if (template.variablesWithoutFallback().isEmpty()) {
                var rendered = new StringBuilder();
                template.render(new CharSequence[template.variables().size()], rendered);
                assertThat(scan.shown()).isEqualTo(rendered.toString());
            }
        } catch (TemplateException e) {
            assertThat(scan.problems()).isNotEmpty();
            assertThat(
                            scan.problems().stream()
                                    .map(one -> one.what().code() + one.what().position())
                                    .toList())
                    .contains(e.code() + e.position());
        }
    }

    private static final FieldNames NAMES = ClientTexts.names(Fields.standard(), null);

    private static TextScan scan(String text) {
        return TextScan.of(text, NAMES);
    }

    @Test
    void offendersStandWhereTheyWereTyped() {
        TextScan scan = scan("Hi {Имя|“you”}!");
        List<Integer> places =
                io.soroka.text.Texts.offenders(scan.shown()).stream()
                        .map(one -> scan.placed(one).position())
                        .toList();
        assertThat(places).containsExactly(8, 12);
    }
}
