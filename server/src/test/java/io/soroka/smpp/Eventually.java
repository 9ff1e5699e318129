package io.soroka.smpp;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition by looking again and again. */
public final class Eventually {
    private Eventually() {}

    /** Fails when the condition does not hold within 20 seconds. */
    public static void eventually(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("did not come true within 20 s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
