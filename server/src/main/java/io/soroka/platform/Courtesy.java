package io.soroka.platform;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets bulk work step aside while people wait for their pages. A page is a few milliseconds of
 * work; behind a campaign that takes all processors it would be a second of waiting. Bulk work asks
 * here between two pieces and never steps aside for long, so that it goes on whatever people do.
 */
public final class Courtesy {
    /** Requests at once that the processors serve beside everything else. */
    private static final int FEW = 1;

    private final AtomicInteger asking = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition served = lock.newCondition();

    /** A request has come in; {@link #answered} must follow. */
    public void asked() {
        asking.incrementAndGet();
    }

    /** A request has its answer. */
    public void answered() {
        if (asking.decrementAndGet() == FEW) {
            lock.lock();
            try {
                served.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether more people wait than can be served beside bulk work. */
    public boolean isCalledFor() {
        return asking.get() > FEW;
    }

    /**
     * Waits while it is called for. An interrupted thread does not wait and stays interrupted.
     *
     * @param most how long at the most
     */
    public void stepAside(Duration most) {
        long left = most.toNanos();
        lock.lock();
        try {
            while (isCalledFor() && left > 0) {
                left = served.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
