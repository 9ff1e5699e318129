package io.soroka.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.smpp.Address;
import io.soroka.smpp.Part;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What phones show, and how much of it is kept. */
class PhonesTest {
    private static final Address SHOP = Address.alphanumeric("SHOP");
    private static final Part WHOLE = new Part(0, 1, 1, 0);

    private final Phones phones = new Phones(new PhoneLimits(3, 4));
    private long id;

    private long receive(long number, Part part, int dataCoding, byte[] body) {
        phones.received("severs", ++id, SHOP, number, part, dataCoding, body, 1000 + id);
        return id;
    }

    private long receive(long number, String text) {
        return receive(number, WHOLE, 0, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Octets by hand from the code tables of 3GPP TS 23.038 and of ISO 8859. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|48 69 1b 65 00 02 11|Hi€@$_",
                "1|48 69|Hi",
                "3|e9 e8|éè",
                "6|bf e0 d8 d2 d5 e2|Привет",
                "8|04 1f 04 40 d8 3c df 81|Пр🎁",
                "16|1b 28|{",
                "24|04 1f|П",
                "240|00|@",
                "4|00 ff|00 ff",
                "245|0a|0a",
                "99|0a|0a"
            })
    void everyAlphabetIsRead(int dataCoding, String octets, String text) {
        assertThat(PhoneText.decode(dataCoding, HexFormat.ofDelimiter(" ").parseHex(octets)))
                .isEqualTo(text);
    }

    @Test
    void longTextsComeTogetherInAnyOrderAndACharacterMayBeCut() {
        byte[] text = "Приз 🎁 ваш".getBytes(StandardCharsets.UTF_16BE);
        // the cut goes through the surrogate pair
        byte[] first = java.util.Arrays.copyOf(text, 12);
        byte[] second = java.util.Arrays.copyOfRange(text, 12, text.length);
        long b = receive(79990000001L, new Part(7, 2, 2, 6), 8, second);
        PhoneMessage message = phones.messages(79990000001L).getFirst();
        assertThat(message.text()).startsWith("…").endsWith(" ваш");
        assertThat(message.come()).isEqualTo(1);
        long a = receive(79990000001L, new Part(7, 2, 1, 6), 8, first);
        assertThat(phones.messages(79990000001L)).hasSize(1);
        assertThat(message.text()).isEqualTo("Приз 🎁 ваш");

        assertThat(message.fate()).isEqualTo(PhoneMessage.Fate.WAITING);
        phones.tell(a, PhoneMessage.Fate.DELIVERED);
        assertThat(message.fate()).isEqualTo(PhoneMessage.Fate.WAITING);
        phones.tell(b, PhoneMessage.Fate.FAILED);
        assertThat(message.fate()).as("one part is enough").isEqualTo(PhoneMessage.Fate.FAILED);

        // the same reference again is another message
        receive(79990000001L, new Part(7, 2, 1, 6), 8, first);
        assertThat(phones.messages(79990000001L)).hasSize(2);
    }

    @Test
    void memoryIsBoundedAndTheOldestGoesFirst() {
        for (int i = 1; i <= 6; i++) {
            receive(79990000001L, "text " + i);
        }
        assertThat(phones.messages(79990000001L))
                .extracting(PhoneMessage::text)
                .containsExactly("text 3", "text 4", "text 5", "text 6");
        assertThat(phones.knows(2)).isFalse();
        assertThat(phones.knows(3)).isTrue();
        long second = receive(79990000002L, "a");
        receive(79990000003L, "b");
        receive(79990000001L, "again");
        assertThat(phones.numbers()).containsExactly(79990000001L, 79990000003L, 79990000002L);
        receive(79990000004L, "c");
        assertThat(phones.numbers()).containsExactly(79990000004L, 79990000001L, 79990000003L);
        assertThat(phones.messages(79990000002L)).isNull();
        assertThat(phones.knows(second)).isFalse();
        phones.tell(second, PhoneMessage.Fate.DELIVERED);
    }

    @Test
    void whatAPhoneWroteStandsBesideWhatItGot() {
        receive(79990000001L, "Question?");
        phones.wrote(
                "severs",
                SHOP,
                79990000001L,
                0,
                List.of(50L, 51L),
                List.of("Yes ".getBytes(StandardCharsets.US_ASCII), new byte[] {'!'}),
                2000);
        PhoneMessage wrote = phones.messages(79990000001L).getLast();
        assertThat(wrote.written()).isTrue();
        assertThat(wrote.text()).isEqualTo("Yes !");
        phones.tell(50, PhoneMessage.Fate.TAKEN);
        assertThat(wrote.fate()).isEqualTo(PhoneMessage.Fate.WAITING);
        phones.tell(51, PhoneMessage.Fate.TAKEN);
        assertThat(wrote.fate()).isEqualTo(PhoneMessage.Fate.TAKEN);
    }
}
