package io.soroka.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    @Test
    void gsm_7_goes_out_one_octet_a_septet() {
        // Codes from the tables of 23.038; the two last characters come from the extension table.
        Parts parts = Texts.split("@£ aZ?à€[");
        assertThat(hex(parts.body(0))).isEqualTo("000120615a3f7f1b651b3c");
        assertThat(parts.shortMessages(7)).hasSize(1);
        assertThat(hex(parts.shortMessage(0, 7))).isEqualTo("000120615a3f7f1b651b3c");
    }

    @Test
    void every_extension_character_has_its_code() {
        assertThat(hex(Texts.split("\f^{}\\[~]|€").body(0)))
                .isEqualTo("1b0a1b141b281b291b2f1b3c1b3d1b3e1b401b65");
    }

    @Test
    void the_default_table_is_in_the_order_of_the_standard() {
        // The rows of the table in 23.038, first column by column as printed there.
        String table =
                "@£$¥èéùìòÇ\nØø\rÅå"
                        + "Δ_ΦΓΛΩΠΨΣΘΞ"
                        + "ÆæßÉ"
                        + " !\"#¤%&'()*+,-./"
                        + "0123456789:;<=>?"
                        + "¡ABCDEFGHIJKLMNO"
                        + "PQRSTUVWXYZÄÖÑÜ§"
                        + "¿abcdefghijklmno"
                        + "pqrstuvwxyzäöñüà";
        byte[] expected = new byte[127];
        for (int i = 0; i < 127; i++) {
            expected[i] = (byte) (i < 0x1B ? i : i + 1);
        }
        assertThat(Texts.split(table).body(0)).isEqualTo(expected);
        assertThat(Texts.decode(Alphabet.GSM7, expected)).isEqualTo(table);
    }

    @Test
    void ucs_2_goes_out_big_endian() {
        Parts parts = Texts.split("Яa😀");
        assertThat(parts.alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(hex(parts.body(0))).isEqualTo("042f0061d83dde00");
    }

    @Test
    void several_parts_carry_the_header() {
        List<byte[]> messages = Texts.split("x".repeat(153) + "y".repeat(10)).shortMessages(0xC8);
        assertThat(messages).hasSize(2);
        assertThat(hex(messages.get(0))).isEqualTo("050003c80201" + "78".repeat(153));
        assertThat(hex(messages.get(1))).isEqualTo("050003c80202" + "79".repeat(10));
    }

    @Test
    void several_ucs_2_parts_carry_the_header() {
        List<byte[]> messages = Texts.split("ж".repeat(67) + "щ".repeat(4)).shortMessages(0);
        assertThat(hex(messages.get(0))).isEqualTo("050003000201" + "0436".repeat(67));
        assertThat(hex(messages.get(1))).isEqualTo("050003000202" + "0449".repeat(4));
        assertThat(messages.get(0)).hasSize(140);
    }

    @Test
    void bodies_have_no_header() {
        Parts parts = Texts.split("x".repeat(153) + "y".repeat(10));
        assertThat(new String(parts.body(1), StandardCharsets.US_ASCII)).isEqualTo("yyyyyyyyyy");
    }

    @Test
    void an_empty_text_is_one_empty_part() {
        assertThat(Texts.split("").shortMessages(0)).singleElement().isEqualTo(new byte[0]);
    }

    @Test
    void the_header_s_count_is_the_limit() {
        Parts parts = Texts.split("x".repeat(255 * 153));
        assertThat(parts.count()).isEqualTo(255);
        assertThat(hex(parts.shortMessage(254, 255))).startsWith("050003ffffff78");
        assertThatExceptionOfType(TooManyPartsException.class)
                .isThrownBy(() -> Texts.split("x".repeat(255 * 153 + 1)))
                .withMessage("The text needs 256 parts, at most 255 are allowed: shorten it")
                .satisfies(e -> assertThat(e.parts()).isEqualTo(256))
                .satisfies(e -> assertThat(e.limit()).isEqualTo(255));
        assertThat(Texts.parts("x".repeat(255 * 153 + 1))).isEqualTo(256);
    }

    @Test
    void a_lower_limit_can_be_set() {
        assertThat(Texts.split("ж".repeat(134), 2).count()).isEqualTo(2);
        assertThatExceptionOfType(TooManyPartsException.class)
                .isThrownBy(() -> Texts.split("ж".repeat(135), 2))
                .satisfies(e -> assertThat(e.parts()).isEqualTo(3));
        assertThat(Texts.split("a", 1).count()).isEqualTo(1);
        assertThat(Texts.split("a", 255).count()).isEqualTo(1);
    }

    @Test
    void limits_and_references_out_of_range_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Texts.split("a", 0))
                .withMessageContaining("not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Texts.split("a", 256));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Texts.split("a").shortMessage(0, -1))
                .withMessageContaining("not -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Texts.split("a").shortMessage(0, 256));
    }

    @Test
    void alphabets_know_their_limits() {
        assertThat(Alphabet.GSM7.dataCoding()).isZero();
        assertThat(Alphabet.GSM7.singlePartUnits()).isEqualTo(160);
        assertThat(Alphabet.GSM7.multiPartUnits()).isEqualTo(153);
        assertThat(Alphabet.UCS2.dataCoding()).isEqualTo(8);
        assertThat(Alphabet.UCS2.singlePartUnits()).isEqualTo(70);
        assertThat(Alphabet.UCS2.multiPartUnits()).isEqualTo(67);
    }
}
