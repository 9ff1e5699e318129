package io.soroka.simulator;

import io.soroka.smpp.ServerSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
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

    /** Gives the answer, unless it was dropped, and frees its place. */
    void give(int slot, IdForm form) {
        @Nullable ServerSession[] page = sessions.get(slot >> SHIFT);
        ServerSession session = page[slot & MASK];
        if (session != null) {
            page[slot & MASK] = null;
            int status = statuses.get(slot >> SHIFT)[slot & MASK];
            session.answerSubmit(
                    sequences.get(slot >> SHIFT)[slot & MASK],
                    status,
                    status == 0 ? form.write(ids.get(slot >> SHIFT)[slot & MASK]) : "");
        }
        release(slot);
    }

    /**
     * Never gives the answers that wait for this session.
     *
     * @param accepted gets the ids of the messages that were accepted
     */
    void drop(ServerSession session, LongConsumer accepted) {
        for (int i = 0; i < sessions.size(); i++) {
            @Nullable ServerSession[] page = sessions.get(i);
            for (int j = 0; j < PAGE; j++) {
                if (page[j] == session) {
                    page[j] = null;
                    if (statuses.get(i)[j] == 0) {
                        accepted.accept(ids.get(i)[j]);
                    }
                }
            }
        }
    }
}
