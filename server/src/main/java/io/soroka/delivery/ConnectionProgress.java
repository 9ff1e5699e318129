package io.soroka.delivery;

/**
 * How far a run is on one connection, in messages (parts: in parts).
 *
 * @param messages planned for it
 * @param queued not handed to the provider yet
 * @param cancelled taken back by a stop
 * @param submitted handed to the provider, at least in part
 * @param uncertain of those, with unknown fate
 */
public record ConnectionProgress(
        int id,
        String name,
        long messages,
        long queued,
        long cancelled,
        long submitted,
        long delivered,
        long failed,
        long uncertain,
        long parts) {
    /** Handed over, and the last word is still to come. */
    public long pending() {
        return submitted - delivered - failed - uncertain;
    }
}
