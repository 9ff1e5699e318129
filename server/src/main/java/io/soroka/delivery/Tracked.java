package io.soroka.delivery;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A message the dispatcher knows by heart, with the state of each part and the providers' ids for
 * them.
 */
final class Tracked {
    final long id;
    final long runId;
    final int messageClass;
    final long msisdn;
    final int[] parts;

    /** When the provider last took one of its parts, in milliseconds since 1970; 0 for never. */
    long acceptedAt;

    /** The connection that counts it since it went over to another; 0 for the one it began with. */
    int owner;

    /** The state that {@link #owner} counts it in; without meaning before there is one. */
    MessageState counted = MessageState.PENDING;

    /** Those that keep it in memory; null for none yet. */
    Tracker.@Nullable Generation generation;

    private final @Nullable String[] providerIds;

    /** Connections that have had it; null for just one. */
    private @Nullable Set<Integer> triedBy;

    /**
     * Begins to track.
     *
     * @param runId 0 when the message belongs to no run
     */
    Tracked(long id, long runId, int messageClass, long msisdn, int parts) {
        this.id = id;
        this.runId = runId;
        this.messageClass = messageClass;
        this.msisdn = msisdn;
        this.parts = new int[parts];
        this.providerIds = new String[parts];
    }

    MessageState state() {
        return MessageState.of(parts);
    }

    /** Takes in one fact; returns whether it said something new. */
    boolean learn(int part, int fact) {
        int merged = PartState.merge(parts[part], fact);
        boolean news = merged != parts[part];
        parts[part] = merged;
        return news;
    }

    /** Remembers the id of a part's latest attempt; returns the one it replaces. */
    @Nullable String providerId(int part, String id) {
        String former = providerIds[part];
        providerIds[part] = id;
        return former;
    }

    /** A connection has, or had, it. */
    void triedBy(int connectionId) {
        if (triedBy == null) {
            triedBy = new TreeSet<>();
        }
        triedBy.add(connectionId);
    }

    boolean wasTriedBy(int connectionId) {
        return triedBy != null && triedBy.contains(connectionId);
    }

    /** Whether no part of it is with a provider or on the phone, for all that is known. */
    boolean isNowhere() {
        for (int part : parts) {
            int rank = PartState.rank(part);
            if (rank != PartState.FAILED && rank != PartState.WAITING && rank != PartState.AGAIN) {
                return false;
            }
        }
        return true;
    }
}
