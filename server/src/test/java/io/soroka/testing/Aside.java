package io.soroka.testing;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Something that runs beside a test on a thread of its own: the common pool has a single thread on
 * two cores, and whoever holds it keeps all others waiting.
 */
public final class Aside {
    private Aside() {}

    public static <T> CompletableFuture<T> get(Supplier<T> what) {
        return CompletableFuture.supplyAsync(what, Aside::start);
    }

    public static CompletableFuture<Void> run(Runnable what) {
        return CompletableFuture.runAsync(what, Aside::start);
    }

    private static void start(Runnable what) {
        Thread.ofPlatform().daemon().name("aside").start(what);
    }
}
