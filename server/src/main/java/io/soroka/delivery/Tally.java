package io.soroka.delivery;

/** How the numbers of one run change in one transaction, counted in messages (parts: in parts). */
final class Tally {
    long taken;
    long delivered;
    long failed;
    long uncertain;
    long cancelled;
    long parts;

    /** A message goes over to another connection, which counts it from now on. */
    void leave(MessageState state) {
        taken--;
        count(state, -1);
    }

    /** A message comes over from another connection. */
    void enter(MessageState state) {
        taken++;
        count(state, 1);
    }

    void move(MessageState from, MessageState to) {
        count(from, -1);
        count(to, 1);
    }

    private void count(MessageState state, int by) {
        switch (state) {
            case DELIVERED -> delivered += by;
            case FAILED -> failed += by;
            case UNCERTAIN -> uncertain += by;
            case CANCELLED -> cancelled += by;
            case PENDING -> {}
        }
    }
}
