package io.soroka.simulator;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one operator as time goes by. Whoever asks whether one befalls a message finds null
 * where none is on; only {@link #advance} looks at the time.
 */
final class Faults {
    private static final FaultKind[] KINDS = FaultKind.values();
    private static final int SECOND = 1_000;

    /** Where a fault is in its course. */
    enum Course {
        WAITING,
        ON,
        OVER
    }

    /** Hears of each fault that begins or ends. */
    interface Listener {
        void turned(FaultKind kind, boolean on);
    }

    private static final class Running {
        private final Fault fault;
        private final long from;
        private final long until;
        private int count;

        private Running(Fault fault, long now) {
            this.fault = fault;
            from = now + (long) fault.fromSecond() * SECOND;
            until = fault.seconds() == 0 ? Long.MAX_VALUE : from + (long) fault.seconds() * SECOND;
        }

        private Course course(long now) {
            return now < from ? Course.WAITING : now < until ? Course.ON : Course.OVER;
        }

        private boolean hits(SplittableRandom dice) {
            if (fault.every() == 0) {
                return dice.nextDouble() < fault.share();
            }
            count = (count + 1) % fault.every();
            return count == 0;
        }
    }

    private final SplittableRandom dice;
    private final Map<FaultKind, Running> all = new EnumMap<>(FaultKind.class);
    private final Map<FaultKind, Running> on = new EnumMap<>(FaultKind.class);

    Faults(SplittableRandom dice) {
        this.dice = dice;
    }

    /**
     * Takes these in place of the present ones.
     *
     * @param anew begin again even when they are the same as before
     * @param now milliseconds of a clock that never runs backwards
     */
    void set(Map<FaultKind, Fault> faults, Set<FaultKind> anew, long now) {
        for (FaultKind kind : KINDS) {
            Fault fault = faults.get(kind);
            Running before = all.get(kind);
            if (fault == null) {
                all.remove(kind);
            } else if (before == null || anew.contains(kind) || !before.fault.equals(fault)) {
                all.put(kind, new Running(fault, now));
            }
        }
    }

    /** Turns on and off what it is time for. */
    void advance(long now, Listener listener) {
        for (FaultKind kind : KINDS) {
            Running running = all.get(kind);
            Running next = running != null && running.course(now) == Course.ON ? running : null;
            Running before = on.get(kind);
            if (next != before) {
                if (next == null) {
                    on.remove(kind);
                } else {
                    on.put(kind, next);
                }
                if (before != null) {
                    listener.turned(kind, false);
                }
                if (next != null) {
                    listener.turned(kind, true);
                }
            }
        }
    }

    boolean isOn(FaultKind kind) {
        return on.containsKey(kind);
    }

    /** Whether it befalls the next thing that it can befall. */
    boolean hits(FaultKind kind) {
        Running running = on.get(kind);
        return running != null && running.hits(dice);
    }

    /** How long a fault that is on takes, in milliseconds. */
    int delay(FaultKind kind) {
        return requireNonNull(requireNonNull(on.get(kind)).fault.delay()).draw(dice);
    }

    /** Where a fault is in its course; null when it is not set up. */
    @Nullable Course course(FaultKind kind, long now) {
        Running running = all.get(kind);
        return running == null ? null : running.course(now);
    }
}
