package io.soroka.smpp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages with their tokens, first in first out, in two ring arrays. Not safe for several threads.
 */
final class Waiting {
    private @Nullable ShortMessage[] messages = new @Nullable ShortMessage[64];
    private long[] tokens = new long[64];
    private int head;
    private int size;

    int size() {
        return size;
    }

    void add(ShortMessage message, long token) {
        if (size == tokens.length) {
            grow();
        }
        int at = head + size & tokens.length - 1;
        messages[at] = message;
        tokens[at] = token;
        size++;
    }

    /** Token of the first message. */
    long firstToken() {
        return tokens[head];
    }

    /** Takes the first message out. */
    ShortMessage remove() {
        ShortMessage first = messages[head];
        if (size == 0 || first == null) {
            throw new IllegalStateException("nothing waits");
        }
        messages[head] = null;
        head = head + 1 & tokens.length - 1;
        size--;
        return first;
    }

    /** Moves everything from the other queue behind what waits here. */
    void addAll(Waiting other) {
        while (other.size > 0) {
            long token = other.firstToken();
            add(other.remove(), token);
        }
    }

    /** All tokens in order. */
    long[] tokensLeft() {
        long[] left = new long[size];
        for (int i = 0; i < size; i++) {
            left[i] = tokens[head + i & tokens.length - 1];
        }
        return left;
    }

    private void grow() {
        int capacity = tokens.length;
        @Nullable ShortMessage[] moreMessages = Arrays.copyOf(messages, 2 * capacity);
        long[] moreTokens = Arrays.copyOf(tokens, 2 * capacity);
        System.arraycopy(messages, 0, moreMessages, capacity, head);
        System.arraycopy(tokens, 0, moreTokens, capacity, head);
        messages = moreMessages;
        tokens = moreTokens;
    }
}
