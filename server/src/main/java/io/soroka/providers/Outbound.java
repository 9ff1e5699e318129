package io.soroka.providers;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way out.
 *
 * @param firstToken token of part 0; part n is answered under {@code firstToken + n}
 * @param id the message's id; its low bits number the parts' group
 * @param msisdn digits of the recipient's number
 * @param sender what the recipient sees as sender; null for the connection's own
 * @param parts number of parts, 1 to 255
 * @param only index of the single part to be sent again; -1 for all
 */
public record Outbound(
        long firstToken,
        long id,
        long msisdn,
        @Nullable String sender,
        String text,
        int parts,
        int only) {
    /** How many parts go out. */
    public int sending() {
        return only < 0 ? parts : 1;
    }

    @Override
    public String toString() {
        return "Outbound[" + id + "]";
    }
}
