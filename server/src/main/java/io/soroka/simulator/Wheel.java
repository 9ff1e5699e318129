package io.soroka.simulator;

import java.util.function.IntConsumer;

/**
 * Hands out slots when they are due, in the order of due ticks and, within a tick, of insertion.
 * What is due later than one turn of the wheel stays in its bucket until its turn.
 */
final class Wheel {
    static final int TICK_MILLIS = 5;
    private static final int BUCKETS = 1 << 13;

    private final Slots slots;
    private final SlotQueue[] buckets = new SlotQueue[BUCKETS];
    private long tick;

    /** Begins at this moment, in milliseconds of a clock that never runs backwards. */
    Wheel(Slots slots, long now) {
        this.slots = slots;
        tick = now / TICK_MILLIS;
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new SlotQueue(slots);
        }
    }

    void add(int slot, long dueMillis) {
        // what is due already comes with the next tick
        long at = Math.max(dueMillis / TICK_MILLIS, tick + 1);
        slots.due(slot, at);
        buckets[(int) (at & BUCKETS - 1)].add(slot);
    }

    /** Fires everything due until now. */
    void advance(long now, IntConsumer fire) {
        long until = now / TICK_MILLIS;
        while (tick < until) {
            tick++;
            SlotQueue bucket = buckets[(int) (tick & BUCKETS - 1)];
            SlotQueue later = new SlotQueue(slots);
            while (!bucket.isEmpty()) {
                int slot = bucket.remove();
                if (slots.due(slot) <= tick) {
                    fire.accept(slot);
                } else {
                    later.add(slot);
                }
            }
            buckets[(int) (tick & BUCKETS - 1)] = later;
        }
    }
}
