package io.soroka.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreaksTest {
    @Test
    void theKnownLimits() {
        assertThat(Breaks.of("a".repeat(160))).isEmpty();
        assertThat(Breaks.of("a".repeat(161))).containsExactly(153);
        assertThat(Breaks.of("a".repeat(152) + "€" + "a".repeat(10))).containsExactly(152);
        assertThat(Breaks.of("я".repeat(70))).isEmpty();
        assertThat(Breaks.of("я".repeat(71))).containsExactly(67);
        assertThat(Breaks.of("я".repeat(66) + "😀".repeat(10))).containsExactly(66);
        assertThat(Breaks.of("я".repeat(135))).containsExactly(67, 134);
    }

    /** Judged by the parts that are really sent. */
    @Test
    void theyAreWhereThePartsAreCut() {
        var random = new Random(1);
        String[] signs = {"a", "Z", "€", "[", "я", "Ё", "😀", "\n", " "};
        for (int round = 0; round < 500; round++) {
            int kinds = random.nextBoolean() ? 4 : signs.length;
            var text = new StringBuilder();
            for (int i = random.nextInt(600); i > 0; i--) {
                text.append(signs[random.nextInt(kinds)]);
            }
            Parts parts = Texts.split(text);
            List<Integer> expected = new ArrayList<>();
            int at = 0;
            for (int i = 0; i < parts.count() - 1; i++) {
                byte[] body = parts.body(i);
                at +=
                        parts.alphabet() == Alphabet.UCS2
                                ? new String(body, StandardCharsets.UTF_16BE).length()
                                : Texts.decode(Alphabet.GSM7, body).length();
                expected.add(at);
            }
            assertThat(Breaks.of(text)).as(text.toString()).isEqualTo(expected);
        }
    }
}
