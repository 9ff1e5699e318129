package io.soroka.simulator;

import java.util.ArrayList;
import java.util.List;

/** Receipts and replies not yet acknowledged: some 45 bytes each. */
final class Parcels extends Slots {
    private static final int REPLY = 1;
    private static final int FAILED = 2;
    private static final int REPEATED = 4;
    private static final int WRITTEN = 8;

    private final List<long[]> ids = new ArrayList<>();
    private final List<long[]> numbers = new ArrayList<>();
    private final List<int[]> parties = new ArrayList<>();
    private final List<int[]> details = new ArrayList<>();
    private final List<byte[]> flags = new ArrayList<>();

    @Override
    void addPage() {
        ids.add(new long[PAGE]);
        numbers.add(new long[PAGE]);
        parties.add(new int[PAGE]);
        details.add(new int[PAGE]);
        flags.add(new byte[PAGE]);
    }

    /**
     * A receipt.
     *
     * @param number digits of the phone
     * @param party index of the address that sent the message
     * @param seconds when it was submitted, since 1970
     */
    int receipt(long id, long number, int party, boolean failed, int seconds) {
        return put(id, number, party, failed ? FAILED : 0, seconds);
    }

    /** A reply from a phone to a party, by index of its text. */
    int reply(long id, long number, int party, int text) {
        return put(id, number, party, REPLY, text);
    }

    /** A reply that a person wrote; its text is kept elsewhere, by its id. */
    int written(long id, long number, int party) {
        return put(id, number, party, REPLY | WRITTEN, 0);
    }

    private int put(long id, long number, int party, int flag, int detail) {
        int slot = allocate();
        ids.get(slot >> SHIFT)[slot & MASK] = id;
        numbers.get(slot >> SHIFT)[slot & MASK] = number;
        parties.get(slot >> SHIFT)[slot & MASK] = party;
        details.get(slot >> SHIFT)[slot & MASK] = detail;
        flags.get(slot >> SHIFT)[slot & MASK] = (byte) flag;
        return slot;
    }

    long id(int slot) {
        return ids.get(slot >> SHIFT)[slot & MASK];
    }

    long number(int slot) {
        return numbers.get(slot >> SHIFT)[slot & MASK];
    }

    int party(int slot) {
        return parties.get(slot >> SHIFT)[slot & MASK];
    }

    /** Seconds of a receipt, index of text of a reply. */
    int detail(int slot) {
        return details.get(slot >> SHIFT)[slot & MASK];
    }

    boolean isReply(int slot) {
        return is(slot, REPLY);
    }

    boolean isWritten(int slot) {
        return is(slot, WRITTEN);
    }

    boolean isFailed(int slot) {
        return is(slot, FAILED);
    }

    /** Whether it was sent once more on purpose already. */
    boolean isRepeated(int slot) {
        return is(slot, REPEATED);
    }

    void markRepeated(int slot) {
        flags.get(slot >> SHIFT)[slot & MASK] |= REPEATED;
    }

    private boolean is(int slot, int flag) {
        return (flags.get(slot >> SHIFT)[slot & MASK] & flag) != 0;
    }
}
