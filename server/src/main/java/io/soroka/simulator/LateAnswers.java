package io.soroka.simulator;

import static java.util.Objects.requireNonNull;

import io.soroka.smpp.ServerSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to submissions that wait for their time. */
final class LateAnswers extends Slots {
    private final List<@Nullable ServerSession[]> sessions = new ArrayList<>();
    private final List<int[]> sequences = new ArrayList<>();
    private final List<int[]> statuses = new ArrayList<>();
    private final List<long[]> ids = new ArrayList<>();

    @Override
    void addPage() {
        sessions.add(new @Nullable ServerSession[PAGE]);
        sequences.add(new int[PAGE]);
        statuses.add(new int[PAGE]);
        ids.add(new long[PAGE]);
    }

    int put(ServerSession session, int sequence, int status, long id) {
        int slot = allocate();
        sessions.get(slot >> SHIFT)[slot & MASK] = session;
        sequences.get(slot >> SHIFT)[slot & MASK] = sequence;
        statuses.get(slot >> SHIFT)[slot & MASK] = status;
        ids.get(slot >> SHIFT)[slot & MASK] = id;
        return slot;
    }

    /** Gives the answer and frees its place. */
    void give(int slot) {
        @Nullable ServerSession[] page = sessions.get(slot >> SHIFT);
        ServerSession session = requireNonNull(page[slot & MASK]);
        page[slot & MASK] = null;
        int status = statuses.get(slot >> SHIFT)[slot & MASK];
        session.answerSubmit(
                sequences.get(slot >> SHIFT)[slot & MASK],
                status,
                status == 0 ? Long.toHexString(ids.get(slot >> SHIFT)[slot & MASK]) : "");
        release(slot);
    }
}
