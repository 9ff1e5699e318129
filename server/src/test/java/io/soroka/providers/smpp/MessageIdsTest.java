package io.soroka.providers.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.smpp.MessageIds.Relation;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdsTest {
    /** Ids as operators were seen to write them, turned by hand. */
    @ParameterizedTest
    @CsvSource({
        "same, 12345, 12345",
        "same, 0012345, 12345",
        "same, 00AbC, 0aBC",
        "same, 0, 000",
        "same, 6f1c9a0e-7D1B-4c55-9b7e-0d3f6a2b1c4d, 6F1C9A0E-7d1b-4C55-9b7e-0d3f6a2b1c4d",
        "same, 00000000-0000-4000-8000-00000000000a, 00000000-0000-4000-8000-00000000000A",
        "answer-hex, 1F, 31",
        "answer-hex, 0000DEADBEEF, 3735928559",
        "answer-hex, 10, 0016",
        "answer-hex, ffffffffffffffffffff, 1208925819614629174706175",
        "answer-decimal, 31, 1F",
        "answer-decimal, 003735928559, 00DEADBEEF",
        "answer-decimal, 16, 10",
        "answer-hex, 6f1c9a0e-7D1B-4c55-9b7e-0d3f6a2b1c4d, 6f1c9a0e-7d1b-4c55-9b7e-0d3f6a2b1c4d",
        "answer-decimal, 6f1c9a0e-7D1B-4c55-9b7e-0d3f6a2b1c4d, 6f1c9a0e-7d1b-4c55-9b7e-0d3f6a2b1c4d",
        "auto, 6f1c9a0e-7D1B-4c55-9b7e-0d3f6a2b1c4d, 6f1c9a0e-7d1b-4c55-9b7e-0d3f6a2b1c4d",
        "auto, 0000DEADBEEF, 3735928559",
        "auto, 003735928559, 00DEADBEEF",
        "auto, 003735928559, 3735928559",
        "answer-hex, no:1, NO:1",
        "answer-decimal, ٣, ٣",
        "answer-hex, '', ''"
    })
    void aReceiptMeetsItsAnswer(String relation, String answer, String receipt) {
        MessageIds ids = new MessageIds(Relation.of(relation));
        String kept = ids.ofAnswer(answer);
        assertThat(ids.ofReceipt(receipt)).isEqualTo(kept);
    }

    @Test
    void whereTheRelationIsKnownNumbersAreNotMistakenForEachOther() {
        assertThat(new MessageIds(Relation.SAME).ofReceipt("16"))
                .isNotEqualTo(new MessageIds(Relation.SAME).ofAnswer("10"));
        assertThat(new MessageIds(Relation.ANSWER_HEX).ofReceipt("10"))
                .isNotEqualTo(new MessageIds(Relation.ANSWER_HEX).ofAnswer("10"));
    }

    @Property
    void everyIdIsFoundHoweverItIsWritten(
            @ForAll @Size(64)
                    java.util.List<
                                    @BigRange(min = "1000000", max = "18446744073709551615")
                                    BigInteger>
                            numbers,
            @ForAll Relation relation,
            @ForAll Relation truth,
            @ForAll long seed) {
        Relation real = relation == Relation.AUTO ? truth : relation;
        Random random = new Random(seed);
        MessageIds ids = new MessageIds(relation);
        var kept = numbers.stream().map(n -> ids.ofAnswer(answer(n, real, random))).toList();
        for (int i = 0; i < kept.size(); i++) {
            String receipt = receipt(numbers.get(i), real, random);
            assertThat(ids.ofReceipt(receipt)).isEqualTo(kept.get(i));
        }
    }

    private static String answer(BigInteger number, Relation relation, Random random) {
        return written(number.toString(relation == Relation.ANSWER_HEX ? 16 : 10), random);
    }

    private static String receipt(BigInteger number, Relation relation, Random random) {
        return written(number.toString(relation == Relation.ANSWER_DECIMAL ? 16 : 10), random);
    }

    private static String written(String id, Random random) {
        String padded = "0".repeat(random.nextInt(4)) + id;
        return random.nextBoolean() ? padded.toUpperCase(Locale.ROOT) : padded;
    }

    @Property
    void uuidsSurvive(@ForAll long most, @ForAll long least, @ForAll Relation relation) {
        String id = new UUID(most, least).toString();
        MessageIds ids = new MessageIds(relation);
        assertThat(ids.ofAnswer(id.toUpperCase(Locale.ROOT))).isEqualTo(ids.ofReceipt(id));
        assertThat(ids.ofAnswer(id)).endsWith(id.substring(8));
    }

    /** The memory of answers is bounded and is given up once the relation is known. */
    @Test
    void theRelationIsFoundOutOnceAndKept() {
        MessageIds ids = new MessageIds(Relation.AUTO);
        for (int i = 0; i < 50_000; i++) {
            var _ = ids.ofAnswer(Long.toHexString(0x7f00_0000_0000L + i));
        }
        assertThat(ids.ofReceipt(Long.toString(0x7f00_0000_0000L + 49_999)))
                .isEqualTo("7f000000c34f");
        assertThat(ids.ofReceipt(Long.toString(0x7f00_0000_0000L)))
                .as("an old one")
                .isEqualTo("7f0000000000");
    }
}
