package io.soroka.simulator;

/** First in, first out, through the slots' own links. */
final class SlotQueue {
    private final Slots slots;
    private int head = Slots.NONE;
    private int tail = Slots.NONE;

    SlotQueue(Slots slots) {
        this.slots = slots;
    }

    boolean isEmpty() {
        return head == Slots.NONE;
    }

    void add(int slot) {
        slots.link(slot, Slots.NONE);
        if (head == Slots.NONE) {
            head = slot;
        } else {
            slots.link(tail, slot);
        }
        tail = slot;
    }

    /** Puts it before all others. */
    void addFirst(int slot) {
        slots.link(slot, head);
        if (head == Slots.NONE) {
            tail = slot;
        }
        head = slot;
    }

    int remove() {
        int slot = head;
        head = slots.next(slot);
        return slot;
    }
}
