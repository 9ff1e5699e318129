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
    void sixteen_bit_references_take_one_more_octet() {
        Coding coding = new Coding(DefaultAlphabet.GSM7, Reference.SIXTEEN_BIT);
        List<byte[]> latin =
                Texts.split("x".repeat(152) + "y".repeat(10), coding).shortMessages(0x1234);
        assertThat(latin).hasSize(2);
        assertThat(hex(latin.get(0))).isEqualTo("06080412340201" + "78".repeat(152));
        assertThat(hex(latin.get(1))).isEqualTo("06080412340202" + "79".repeat(10));
        List<byte[]> russian =
                Texts.split("ж".repeat(66) + "щ".repeat(5), coding).shortMessages(0xFFFF);
        assertThat(hex(russian.get(0))).isEqualTo("060804ffff0201" + "0436".repeat(66));
        assertThat(hex(russian.get(1))).isEqualTo("060804ffff0202" + "0449".repeat(5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Texts.split("a", coding).shortMessage(0, 65_536));
    }

    /** The lengths at which one octet more of header costs a part. */
    @Test
    void parts_are_counted_as_the_connection_numbers_them() {
        Coding coding = new Coding(DefaultAlphabet.GSM7, Reference.SIXTEEN_BIT);
        assertThat(Texts.parts("x".repeat(160), coding)).isEqualTo(1);
        assertThat(Texts.parts("x".repeat(304), coding)).isEqualTo(2);
        assertThat(Texts.parts("x".repeat(305), coding)).isEqualTo(3);
        assertThat(Texts.parts("x".repeat(306))).isEqualTo(2);
        assertThat(Texts.parts("ж".repeat(70), coding)).isEqualTo(1);
        assertThat(Texts.parts("ж".repeat(132), coding)).isEqualTo(2);
        assertThat(Texts.parts("ж".repeat(133), coding)).isEqualTo(3);
        assertThat(Texts.parts("ж".repeat(134))).isEqualTo(2);
    }

    @Test
    void an_operator_s_alphabet_is_written_octet_for_octet() {
        Coding latin = new Coding(DefaultAlphabet.LATIN1, Reference.EIGHT_BIT);
        assertThat(hex(Texts.split("@£é [~]", latin).body(0))).isEqualTo("40a3e9205b7e5d");
        Coding ascii = new Coding(DefaultAlphabet.ASCII, Reference.EIGHT_BIT);
        assertThat(hex(Texts.split("@_ [~]", ascii).body(0))).isEqualTo("405f205b7e5d");
    }

    /** The operator turns it into GSM-7, where [ takes two septets, so parts are cut by septets. */
    @Test
    void an_operator_s_alphabet_has_the_room_of_gsm_7() {
        Coding latin = new Coding(DefaultAlphabet.LATIN1, Reference.EIGHT_BIT);
        Parts parts = Texts.split("[".repeat(77) + "x".repeat(7), latin);
        assertThat(parts.count()).isEqualTo(2);
        assertThat(hex(parts.body(0))).isEqualTo("5b".repeat(76));
        assertThat(hex(parts.body(1))).isEqualTo("5b" + "78".repeat(7));
        assertThat(hex(parts.whole())).isEqualTo("5b".repeat(77) + "78".repeat(7));
    }

    @Test
    void what_an_operator_s_alphabet_lacks_makes_the_text_unicode() {
        Coding latin = new Coding(DefaultAlphabet.LATIN1, Reference.EIGHT_BIT);
        Coding ascii = new Coding(DefaultAlphabet.ASCII, Reference.EIGHT_BIT);
        assertThat(Texts.split("5 €", latin).alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(Texts.split("Ω", latin).alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(Texts.split("é", ascii).alphabet()).isEqualTo(Alphabet.UCS2);
        // no letter of the GSM alphabet, though ASCII has it
        assertThat(Texts.split("`", ascii).alphabet()).isEqualTo(Alphabet.UCS2);
        assertThat(Texts.parts("€".repeat(71), latin)).isEqualTo(2);
        assertThat(Texts.parts("€".repeat(71))).isEqualTo(1);
    }

    @Test
    void the_whole_text_has_no_headers_and_no_seams() {
        assertThat(hex(Texts.split("ж".repeat(100)).whole())).isEqualTo("0436".repeat(100));
        assertThat(hex(Texts.split("€".repeat(100)).whole())).isEqualTo("1b65".repeat(100));
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
        assertThat(Alphabet.GSM7.multiPartUnits(Reference.EIGHT_BIT)).isEqualTo(153);
        assertThat(Alphabet.UCS2.dataCoding()).isEqualTo(8);
        assertThat(Alphabet.UCS2.singlePartUnits()).isEqualTo(70);
        assertThat(Alphabet.UCS2.multiPartUnits(Reference.EIGHT_BIT)).isEqualTo(67);
    }
}
