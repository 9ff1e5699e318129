package io.soroka.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbered places for things that wait, in pages of primitive arrays: no object a thing, and
 * growing copies nothing. Each place has a due time and a link, by which it hangs in one list at a
 * time: the {@link Wheel}, a queue, or the free ones.
 */
abstract class Slots {
    static final int NONE = -1;
    static final int PAGE = 1 << 14;
    static final int MASK = PAGE - 1;
    static final int SHIFT = 14;

    private final List<long[]> due = new ArrayList<>();
    private final List<int[]> next = new ArrayList<>();
    private int free = NONE;
    private int used;

    /** Adds a page to the arrays of the subclass. */
    abstract void addPage();

    final int allocate() {
        if (free == NONE) {
            int first = due.size() << SHIFT;
            due.add(new long[PAGE]);
            next.add(new int[PAGE]);
            addPage();
            for (int i = first + PAGE - 1; i >= first; i--) {
                link(i, free);
                free = i;
            }
        }
        int slot = free;
        free = next(slot);
        used++;
        return slot;
    }

    final void release(int slot) {
        link(slot, free);
        free = slot;
        used--;
    }

    /** Places in use. */
    final int used() {
        return used;
    }

    final int next(int slot) {
        return next.get(slot >> SHIFT)[slot & MASK];
    }

    final void link(int slot, int to) {
        next.get(slot >> SHIFT)[slot & MASK] = to;
    }

    final long due(int slot) {
        return due.get(slot >> SHIFT)[slot & MASK];
    }

    final void due(int slot, long millis) {
        due.get(slot >> SHIFT)[slot & MASK] = millis;
    }
}
