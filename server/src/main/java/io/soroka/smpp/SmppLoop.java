package io.soroka.smpp;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that serves any number of sessions. All listener callbacks run on it, so none of them
 * may block.
 */
public final class SmppLoop implements AutoCloseable {
    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Set<Link> links = new HashSet<>();

    /** Starts the thread under this name, as a daemon. */
    public SmppLoop(String name) {
        group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
        loop = group.next();
    }

    EventLoop eventLoop() {
        return loop;
    }

    synchronized void opened(Link link) {
        links.add(link);
    }

    synchronized void ended(Link link) {
        links.remove(link);
        notifyAll();
    }

    /** Whether the caller runs on this loop's thread. */
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    /** Runs the task on the loop's thread, soon. */
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /**
     * Runs the task on the loop's thread again and again until the loop is closed or the task
     * fails, which the task itself has to tell of; leaves a turn out while the one before still
     * waits for the thread.
     *
     * <p>A thread of its own keeps the time: the loop's timers wait actively for the last half
     * millisecond before each turn, which with short periods is a tenth of a core.
     */
    public void every(Duration period, Runnable task) {
        var waiting = new AtomicBoolean();
        var failed = new AtomicBoolean();
        Runnable turn =
                () -> {
                    waiting.set(false);
                    try {
                        task.run();
                    } catch (RuntimeException _) {
                        failed.set(true);
                    }
                };
        Thread.ofPlatform()
                .daemon()
                .name("ticks")
                .start(() -> {
                    while (!failed.get() && !loop.isShuttingDown()) {
                        LockSupport.parkNanos(period.toNanos());
                        if (waiting.compareAndSet(false, true) && !tell(turn)) {
                            return;
                        }
                    }
                });
    }

    /** Whether the loop still takes tasks. */
    private boolean tell(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * Closes the sessions still open, waits until their listeners have heard of it (ten seconds at
     * most), and ends the thread. Called on the loop's own thread it cannot wait.
     */
    @Override
    public void close() {
        if (!loop.inEventLoop() && !loop.isShuttingDown()) {
            // a loop that is only shut down may end before its listeners hear of it
            closeLinks();
        }
        var _ = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        if (!loop.inEventLoop()) {
            var _ = group.terminationFuture().awaitUninterruptibly(10, TimeUnit.SECONDS);
        }
    }

    private synchronized void closeLinks() {
        List.copyOf(links).forEach(Link::close);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        try {
            while (!links.isEmpty() && System.nanoTime() < deadline) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
