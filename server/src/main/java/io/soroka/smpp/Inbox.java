package io.soroka.smpp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What other threads hand to a session's loop: requests and answers. The loop is woken once however
 * many are handed over.
 */
final class Inbox {
    /** What happened to something handed over. */
    enum Taken {
        /** The session has ended; nothing was kept. */
        REFUSED,
        /** Kept; the loop will look anyway. */
        KEPT,
        /** Kept; the caller has to wake the loop. */
        WAKE
    }

    private Waiting requests = new Waiting();
    private Waiting spare = new Waiting();
    private int[] sequences = new int[64];
    private int[] statuses = new int[64];
    private @Nullable String[] messageIds = new @Nullable String[64];
    private int answers;
    private boolean woken;
    private boolean requestsRefused;
    private boolean closed;

    synchronized Taken request(ShortMessage message, long token) {
        if (closed || requestsRefused) {
            return Taken.REFUSED;
        }
        requests.add(message, token);
        return wake();
    }

    synchronized Taken answer(int sequence, int status, String messageId) {
        if (closed) {
            return Taken.REFUSED;
        }
        room(1);
        sequences[answers] = sequence;
        statuses[answers] = status;
        messageIds[answers++] = messageId;
        return wake();
    }

    /** Answers with status 0 and without a message id. */
    synchronized Taken answers(int[] more, int count) {
        if (closed) {
            return Taken.REFUSED;
        }
        room(count);
        System.arraycopy(more, 0, sequences, answers, count);
        Arrays.fill(statuses, answers, answers + count, 0);
        Arrays.fill(messageIds, answers, answers + count, "");
        answers += count;
        return wake();
    }

    private Taken wake() {
        Taken taken = woken ? Taken.KEPT : Taken.WAKE;
        woken = true;
        return taken;
    }

    private void room(int more) {
        if (answers + more > sequences.length) {
            int capacity = Math.max(answers + more, 2 * sequences.length);
            sequences = Arrays.copyOf(sequences, capacity);
            statuses = Arrays.copyOf(statuses, capacity);
            messageIds = Arrays.copyOf(messageIds, capacity);
        }
    }

    /** Called by the loop: encodes the answers and moves the requests into the session's queue. */
    void drain(Link link, Waiting queue) {
        Waiting taken;
        synchronized (this) {
            woken = false;
            for (int i = 0; i < answers; i++) {
                String messageId = messageIds[i];
                link.encodeAnswer(sequences[i], statuses[i], messageId == null ? "" : messageId);
                messageIds[i] = null;
            }
            answers = 0;
            taken = requests;
            requests = spare;
        }
        // only the loop touches the spare, so moving needs no lock
        queue.addAll(taken);
        spare = taken;
    }

    synchronized void refuseRequests() {
        requestsRefused = true;
    }

    /** Refuses everything from now on; requests not drained go behind the session's queue. */
    synchronized void close(Waiting queue) {
        closed = true;
        queue.addAll(requests);
    }
}
