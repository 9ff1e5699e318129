package io.soroka.smpp;

import java.util.Arrays;

/**
 * Requests on the wire that wait for their response: sequence number to token. The sequence number
 * itself is the index, and the table has at least twice the window's places; a number whose place
 * is still taken by an old request is skipped.
 */
final class Outstanding {
    private final int mask;
    private final int[] sequences;
    private final long[] tokens;
    private final long[] sentAt;
    private int last;
    private int size;
    private int found;

    Outstanding(int window) {
        int capacity = Math.max(8, Integer.highestOneBit(2 * window - 1) << 1);
        mask = capacity - 1;
        sequences = new int[capacity];
        tokens = new long[capacity];
        sentAt = new long[capacity];
    }

    int size() {
        return size;
    }

    /** A sequence number that no waiting request has; for requests without a token. */
    int nextSequence() {
        do {
            last = last == Integer.MAX_VALUE ? 1 : last + 1;
        } while (sequences[last & mask] != 0);
        return last;
    }

    /** Notes a request and returns its sequence number. */
    int add(long token, long now) {
        int sequence = nextSequence();
        int slot = sequence & mask;
        sequences[slot] = sequence;
        tokens[slot] = token;
        sentAt[slot] = now;
        size++;
        return sequence;
    }

    /**
     * Whether the request was waiting; if so it is no longer, and {@link #token()} is its token.
     */
    boolean remove(int sequence) {
        int slot = sequence & mask;
        if (sequence == 0 || sequences[slot] != sequence) {
            return false;
        }
        sequences[slot] = 0;
        size--;
        found = slot;
        return true;
    }

    /** Token of the request removed last. */
    long token() {
        return tokens[found];
    }

    /**
     * Whether a request was sent before this moment of {@link System#nanoTime()} and still waits.
     */
    boolean anySentBefore(long moment) {
        for (int i = 0; i <= mask && size > 0; i++) {
            if (sequences[i] != 0 && sentAt[i] - moment < 0) {
                return true;
            }
        }
        return false;
    }

    /** Tokens of all waiting requests, oldest sequence number first. */
    long[] tokensLeft() {
        int[] left = new int[size];
        int n = 0;
        for (int sequence : sequences) {
            if (sequence != 0) {
                left[n++] = sequence;
            }
        }
        Arrays.sort(left);
        long[] result = new long[n];
        for (int i = 0; i < n; i++) {
            result[i] = tokens[left[i] & mask];
        }
        return result;
    }
}
