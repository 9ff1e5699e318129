package io.soroka.numbering;

import java.util.List;

/** What became of a cell that should hold a telephone number. */
public sealed interface NumberResult {

    /**
     * A usable number.
     *
     * @param msisdn country code and national number, digits only (E.164 without its plus), 7 to 15
     *     digits
     * @param several whether the cell held further numbers, of which this is the first usable one
     */
    record Accepted(long msisdn, boolean several) implements NumberResult {}

    /**
     * No usable number.
     *
     * @param reason why
     * @param arguments what the reason's message needs; never the number itself
     */
    record Refused(NumberRefusal reason, List<String> arguments) implements NumberResult {

        Refused(NumberRefusal reason, Object... arguments) {
            this(reason, java.util.Arrays.stream(arguments).map(String::valueOf).toList());
        }
    }
}
