package io.soroka.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VectorsTest {
    @Test
    void the_file_is_read_whole() {
        assertThat(Vectors.all()).hasSizeGreaterThanOrEqualTo(300);
    }

    @ParameterizedTest
    @MethodSource("io.soroka.text.Vectors#all")
    void every_way_of_counting_agrees_with_the_file(Vectors vector) {
        String text = vector.text();
        assertThat(Texts.measure(text))
                .isEqualTo(new TextSize(vector.alphabet(), vector.units(), vector.parts()));
        assertThat(Texts.alphabet(text)).isEqualTo(vector.alphabet());
        assertThat(Texts.units(text)).isEqualTo(vector.units());
        assertThat(Texts.parts(text)).isEqualTo(vector.parts());
        assertThat(Texts.parts(new StringBuilder(text))).isEqualTo(vector.parts());
        Parts parts = Texts.split(text);
        assertThat(parts.alphabet()).isEqualTo(vector.alphabet());
        assertThat(parts.count()).isEqualTo(vector.parts());
    }
}
