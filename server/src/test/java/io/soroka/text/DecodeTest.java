package io.soroka.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodeTest {
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    GSM7, 48656c6c6f21,   Hello!
                    GSM7, 00,             @
                    GSM7, 1b65,           €
                    GSM7, 611b3c621b3e,   a[b]
                    GSM7, 1b41,           A
                    GSM7, 1b00,           @
                    GSM7, 611b,           'a '
                    GSM7, 1b1b65,         ' e'
                    GSM7, 1bff,           ' \uFFFD'
                    GSM7, 61ff62,         a\uFFFDb
                    GSM7, 8061,           \uFFFDa
                    GSM7, '',             ''
                    UCS2, 041f0440,       Пр
                    UCS2, d83dde00,       😀
                    UCS2, 00e900ff,       éÿ
                    UCS2, 041f04,         П\uFFFD
                    UCS2, 04,             \uFFFD
                    UCS2, '',             ''
                    """)
    void incoming_octets_become_text(Alphabet alphabet, String hex, String text) {
        assertThat(Texts.decode(alphabet, HexFormat.of().parseHex(hex))).isEqualTo(text);
    }
}
