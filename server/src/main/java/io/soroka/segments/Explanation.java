package io.soroka.segments;

import io.soroka.contacts.Client;
import java.util.List;

/**
 * Why a person is among those who meet conditions, or is not.
 *
 * @param holds whether all of it holds
 * @param lines each line of the sentence, see {@link Criteria#lines}
 */
public record Explanation(Client client, boolean holds, List<Line> lines) {
    public Explanation {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param line what it asks
     * @param holds whether it is true of this person
     */
    public record Line(Criterion line, boolean holds) {}
}
