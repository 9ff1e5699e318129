package io.soroka.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextsPropertyTest {
    private static final String GSM =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
                    + "\f^{}\\[~]|€\f^{}\\[~]|€";

    @Provide
    Arbitrary<String> gsmTexts() {
        return Arbitraries.strings().withChars(GSM.toCharArray()).ofMaxLength(900);
    }

    @Provide
    Arbitrary<String> unicodeTexts() {
        return Arbitraries.of("ж", "a", "€", "😀", "👍🏽", "\ud83d", "\ude00", "Ё")
                .list()
                .ofMaxSize(400)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> anyTexts() {
        return Arbitraries.oneOf(
                gsmTexts(), unicodeTexts(), Arbitraries.strings().all().ofMaxLength(500));
    }

    @Property
    void decoded_parts_together_are_the_text(@ForAll("anyTexts") String text) {
        Parts parts = Texts.split(text);
        String joined =
                IntStream.range(0, parts.count())
                        .mapToObj(i -> Texts.decode(parts.alphabet(), parts.body(i)))
                        .collect(Collectors.joining());
        assertThat(joined).isEqualTo(text);
    }

    @Property
    void counting_agrees_with_splitting(@ForAll("anyTexts") String text) {
        Parts parts = Texts.split(text);
        assertThat(Texts.parts(text)).isEqualTo(parts.count());
        assertThat(parts.shortMessages(1)).hasSize(parts.count());
        int octets = IntStream.range(0, parts.count()).map(i -> parts.body(i).length).sum();
        int width = parts.alphabet() == Alphabet.GSM7 ? 1 : 2;
        assertThat(octets).isEqualTo(Texts.units(text) * width);
    }

    /** Judged by Java's own charsets where the operator's alphabet is theirs. */
    @Property
    void parts_in_any_coding_together_are_the_text(
            @ForAll("anyTexts") String text,
            @ForAll DefaultAlphabet alphabet,
            @ForAll Reference reference) {
        Coding coding = new Coding(alphabet, reference);
        Parts parts = Texts.split(text, coding);
        assertThat(parts.count()).isEqualTo(Texts.parts(text, coding));
        int room =
                parts.alphabet() == Alphabet.UCS2
                        ? 140 - reference.headerOctets()
                        : (140 - reference.headerOctets()) * 8 / 7;
        String joined =
                IntStream.range(0, parts.count())
                        .mapToObj(i -> {
                            if (parts.count() > 1) {
                                assertThat(parts.body(i).length).isLessThanOrEqualTo(room);
                                assertThat(parts.shortMessage(i, 9))
                                        .hasSize(reference.headerOctets() + parts.body(i).length);
                            }
                            return read(parts, coding, parts.body(i));
                        })
                        .collect(Collectors.joining());
        assertThat(joined).isEqualTo(text);
        assertThat(read(parts, coding, parts.whole())).isEqualTo(text);
    }

    private static String read(Parts parts, Coding coding, byte[] octets) {
        return parts.alphabet() == Alphabet.UCS2 || coding.alphabet() == DefaultAlphabet.GSM7
                ? Texts.decode(parts.alphabet(), octets)
                : new String(octets, StandardCharsets.ISO_8859_1);
    }

    @Property
    void each_part_keeps_its_limit_and_none_could_take_the_next_character(
            @ForAll("anyTexts") String text) {
        Parts parts = Texts.split(text);
        boolean gsm = parts.alphabet() == Alphabet.GSM7;
        if (parts.count() == 1) {
            assertThat(parts.body(0).length).isLessThanOrEqualTo(gsm ? 160 : 140);
            return;
        }
        for (int i = 0; i < parts.count(); i++) {
            byte[] body = parts.body(i);
            assertThat(body.length).isBetween(1, gsm ? 153 : 134);
            if (i + 1 < parts.count()) {
                String next = Texts.decode(parts.alphabet(), parts.body(i + 1));
                String first = next.substring(0, next.offsetByCodePoints(0, 1));
                int width = gsm ? Texts.units(first) : 2 * first.length();
                assertThat(body.length + width).isGreaterThan(gsm ? 153 : 134);
            }
        }
    }

    @Property
    void no_pair_is_cut(@ForAll("anyTexts") String text) {
        Parts parts = Texts.split(text);
        for (int i = 0; i + 1 < parts.count(); i++) {
            byte[] body = parts.body(i);
            if (parts.alphabet() == Alphabet.GSM7) {
                assertThat(body[body.length - 1]).isNotEqualTo((byte) 0x1B);
            } else {
                String end = Texts.decode(Alphabet.UCS2, body);
                String next = Texts.decode(Alphabet.UCS2, parts.body(i + 1));
                assertThat(Character.isSurrogatePair(end.charAt(end.length() - 1), next.charAt(0)))
                        .isFalse();
            }
        }
    }

    @Property
    void any_octets_decode(@ForAll byte[] octets) {
        assertThat(Texts.decode(Alphabet.GSM7, octets).length()).isBetween(0, octets.length);
        assertThat(Texts.decode(Alphabet.UCS2, octets))
                .hasSize(octets.length / 2 + octets.length % 2);
    }

    @Property
    void gsm_texts_need_no_unicode(@ForAll("gsmTexts") String text) {
        assertThat(Texts.alphabet(text)).isEqualTo(Alphabet.GSM7);
        assertThat(Texts.offenders(text)).isEmpty();
        assertThat(Texts.transliterate(text)).isEqualTo(text);
    }

    @Property
    void every_offender_stands_where_it_says_and_its_replacement_is_gsm_7(
            @ForAll("anyTexts") String text) {
        for (Offender offender : Texts.offenders(text)) {
            assertThat(text.startsWith(offender.character(), offender.position())).isTrue();
            assertThat(Texts.alphabet(offender.character())).isEqualTo(Alphabet.UCS2);
            if (offender.replacement() != null) {
                assertThat(Texts.alphabet(offender.replacement())).isEqualTo(Alphabet.GSM7);
            }
        }
    }
}
