package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.providers.ReceiptState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageStateTest {
    /**
     * What people expect, written by hand: facts of part 1 | facts of part 2 | state. Numbers are
     * attempts.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                              |                  | PENDING",
                "1 ACCEPTED                    |                  | PENDING",
                "1 ACCEPTED                    | 1 ACCEPTED       | PENDING",
                "1 ACCEPTED, 1 delivered       | 1 ACCEPTED       | PENDING",
                "1 ACCEPTED, 1 delivered       | 1 delivered      | DELIVERED",
                "1 ACCEPTED, 1 undelivered     | 1 delivered      | FAILED",
                "1 ACCEPTED, 1 undelivered     | 1 ACCEPTED       | PENDING",
                "1 REFUSED                     | 1 delivered      | FAILED",
                "1 REFUSED                     | 1 REFUSED        | FAILED",
                "1 expired                     | 1 rejected       | FAILED",
                "1 deleted                     | 1 delivered      | FAILED",
                "1 THROTTLED                   | 1 delivered      | PENDING",
                "1 THROTTLED, 2 ACCEPTED       | 1 delivered      | PENDING",
                "1 THROTTLED, 2 delivered      | 1 delivered      | DELIVERED",
                "1 NOT_SENT                    | 1 delivered      | PENDING",
                "1 UNKNOWN                     | 1 delivered      | UNCERTAIN",
                "1 UNKNOWN                     | 1 ACCEPTED       | UNCERTAIN",
                "1 UNKNOWN, 1 PROVEN           | 1 delivered      | PENDING",
                "1 UNKNOWN, 1 delivered        | 1 delivered      | DELIVERED",
                "1 UNKNOWN, 2 ACCEPTED         | 1 delivered      | PENDING",
                "1 UNKNOWN, 1 AGAIN            | 1 delivered      | PENDING",
                "1 UNKNOWN, 1 AGAIN, 2 UNKNOWN | 1 delivered      | UNCERTAIN",
                "1 UNKNOWN, 1 AGAIN, 2 REFUSED | 1 delivered      | FAILED",
                "1 UNKNOWN, 1 AGAIN, 1 PROVEN, 1 undelivered | 1 delivered | PENDING",
                "1 UNKNOWN, 1 AGAIN, 1 PROVEN, 1 delivered | 1 delivered | DELIVERED",
                "1 UNKNOWN, 1 AGAIN, 2 CANCELLED | 1 CANCELLED    | CANCELLED",
                "1 UNKNOWN, 1 AGAIN, 2 GIVEN_UP | 1 CANCELLED     | FAILED",
                "1 UNKNOWN, 1 GIVEN_UP         | 1 delivered      | FAILED",
                "1 UNKNOWN, 1 GIVEN_UP         | 1 ACCEPTED       | PENDING",
                "1 UNKNOWN, 1 GIVEN_UP         | 1 UNKNOWN        | UNCERTAIN",
                "1 UNKNOWN, 1 GIVEN_UP, 1 PROVEN | 1 delivered    | PENDING",
                "1 UNKNOWN, 1 GIVEN_UP, 1 PROVEN, 1 undelivered | 1 delivered | FAILED",
                "1 UNKNOWN, 1 GIVEN_UP, 1 PROVEN, 1 delivered | 1 delivered | DELIVERED",
                "1 undelivered, 2 ACCEPTED     | 1 delivered      | PENDING",
                "1 undelivered, 2 delivered    | 1 delivered      | DELIVERED",
                "1 delivered, 1 undelivered    | 1 delivered      | DELIVERED",
                "1 delivered, 2 undelivered    | 1 delivered      | DELIVERED",
                "1 ACCEPTED, 1 accepted        | 1 delivered      | PENDING",
                "1 CANCELLED                   | 1 CANCELLED      | CANCELLED",
                "1 CANCELLED                   | 1 delivered      | FAILED",
                "1 CANCELLED                   | 1 ACCEPTED       | PENDING",
                "1 THROTTLED, 2 CANCELLED      | 1 CANCELLED      | CANCELLED",
                "1 REFUSED                     | 1 CANCELLED      | FAILED",
                "                              | 1 JOINED         | PENDING",
                "1 ACCEPTED                    | 1 JOINED         | PENDING",
                "1 delivered                   | 1 JOINED         | DELIVERED",
                "1 undelivered                 | 1 JOINED         | FAILED",
                "1 REFUSED                     | 1 JOINED         | FAILED",
                "1 UNKNOWN                     | 1 JOINED         | UNCERTAIN",
                "1 THROTTLED                   | 1 JOINED         | PENDING",
                "1 THROTTLED, 2 delivered      | 1 JOINED         | DELIVERED",
                "1 THROTTLED, 2 CANCELLED      | 1 JOINED         | CANCELLED",
                "1 JOINED                      | 1 JOINED         | PENDING",
            })
    void theStateIsWhatPeopleExpect(String first, String second, MessageState expected) {
        assertThat(MessageState.of(part(facts(first)), part(facts(second)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1 delivered, DELIVERED",
        "1 undelivered, FAILED",
        "1 UNKNOWN, UNCERTAIN",
        "1 ACCEPTED, PENDING"
    })
    void aMessageOfOnePartHasThePartsState(String fact, MessageState expected) {
        assertThat(MessageState.of(part(facts(fact)))).isEqualTo(expected);
    }

    @Property
    void neitherOrderNorRepetitionOfFactsMatters(
            @ForAll("facts") @Size(max = 12) List<Integer> facts, @ForAll long seed) {
        var shuffled = new ArrayList<>(facts);
        var random = new Random(seed);
        facts.stream().filter(ignored -> random.nextBoolean()).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        assertThat(part(shuffled)).isEqualTo(part(facts));
    }

    @Property
    void aDeliveredPartStaysDelivered(@ForAll("facts") @Size(max = 12) List<Integer> facts) {
        int delivered = PartState.of(1, ReceiptState.DELIVERED);
        var all = new ArrayList<>(facts);
        all.add(delivered);
        assertThat(MessageState.of(part(all))).isEqualTo(MessageState.DELIVERED);
    }

    @Property
    void aLaterAttemptOverridesAnEarlierOne(
            @ForAll("outcomes") Outcome earlier, @ForAll("outcomes") Outcome later) {
        int both = PartState.merge(PartState.of(3, earlier), PartState.of(4, later));
        assertThat(MessageState.of(both)).isEqualTo(MessageState.of(PartState.of(4, later)));
    }

    @Provide
    Arbitrary<Outcome> outcomes() {
        return Arbitraries.of(Outcome.values());
    }

    @Provide
    Arbitrary<List<Integer>> facts() {
        Arbitrary<Integer> attempts = Arbitraries.integers().between(1, 20);
        Arbitrary<Integer> submits =
                attempts.flatMap(
                        attempt -> outcomes().map(outcome -> PartState.of(attempt, outcome)));
        Arbitrary<Integer> receipts =
                attempts.flatMap(attempt ->
                        Arbitraries.of(ReceiptState.values())
                                .map(state -> PartState.of(attempt, state)));
        return Arbitraries.oneOf(submits, receipts).list();
    }

    private static List<Integer> facts(String words) {
        var facts = new ArrayList<Integer>();
        for (String word :
                words == null || words.isBlank() ? new String[0] : words.strip().split(", ")) {
            String[] pair = word.strip().split(" ");
            int attempt = Integer.parseInt(pair[0]);
            boolean outcome = pair[1].equals(pair[1].toUpperCase(java.util.Locale.ROOT));
            facts.add(
                    outcome
                            ? PartState.of(attempt, Outcome.valueOf(pair[1]))
                            : PartState.of(
                                    attempt,
                                    ReceiptState.valueOf(
                                            pair[1].toUpperCase(java.util.Locale.ROOT))));
        }
        return facts;
    }

    private static int part(List<Integer> facts) {
        return facts.stream().reduce(PartState.NONE, PartState::merge);
    }
}
