package io.soroka.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;

class TemplatesPropertyTest {
    private static final FieldNames NAMES = FieldNames.of(Map.of("a", "a", "b", "b"));

    /** A piece of a text, and what it becomes when a is "A" and b is missing. */
    record Piece(String written, String rendered) {}

    @Provide
    Arbitrary<List<Piece>> pieces() {
        Arbitrary<Piece> words =
                Arbitraries.strings()
                        .withChars("xyz |,ж😀\n".toCharArray())
                        .ofMinLength(1)
                        .ofMaxLength(5)
                        .map(s -> new Piece(s, s));
        return Arbitraries.oneOf(
                        words,
                        Arbitraries.of(
                                new Piece("{{", "{"),
                                new Piece("}}", "}"),
                                new Piece("{a}", "A"),
                                new Piece("{ A |x}", "A"),
                                new Piece("{b|-}", "-"),
                                new Piece("{B| no | one }", "no | one"),
                                new Piece("{b|}", "")))
                .list()
                .ofMaxSize(30);
    }

    @Property
    void a_text_is_rendered_piece_by_piece(@ForAll("pieces") List<Piece> pieces) {
        String text = String.join("", pieces.stream().map(Piece::written).toList());
        Assume.that(!text.isBlank());
        Template template = Templates.compile(text, NAMES);
        String[] values =
                template.variables().stream()
                        .map(v -> v.equals("a") ? "A" : null)
                        .toArray(String[]::new);
        StringBuilder out = new StringBuilder();
        template.render(values, out);
        assertThat(out.toString())
                .isEqualTo(String.join("", pieces.stream().map(Piece::rendered).toList()));
    }

    @Property
    void any_text_compiles_or_says_where_it_is_wrong(
            @ForAll @StringLength(max = 1700) String text) {
        try {
            Templates.compile(text, NAMES);
        } catch (TemplateException e) {
            assertThat(e.position()).isBetween(0, text.length());
            assertThat(e.message(Languages.RUSSIAN)).isNotBlank();
        }
    }

    @Property
    void escaped_words_come_out_as_they_were(
            @ForAll @NotBlank @StringLength(max = 500) String words) {
        Assume.that(!Blanks.trimmed(words).isEmpty());
        StringBuilder out = new StringBuilder();
        Templates.compile(words.replace("{", "{{").replace("}", "}}"), NAMES)
                .render(new String[0], out);
        assertThat(out.toString()).isEqualTo(words);
    }

    @Property
    void brackets_in_every_order_never_break_the_compiler(@ForAll("brackets") String text) {
        try {
            Templates.compile(text, NAMES);
        } catch (TemplateException e) {
            assertThat(e.position()).isBetween(0, text.length() - 1);
        }
    }

    @Provide
    Arbitrary<String> brackets() {
        return Combinators.combine(
                        Arbitraries.of("x", "{"),
                        Arbitraries.strings().withChars("{}|ab ".toCharArray()).ofMaxLength(20))
                .as(String::concat);
    }
}
