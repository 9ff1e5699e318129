package io.soroka.smpp;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One thread that serves any number of sessions. All listener callbacks run on it, so none of them
 * may block.
 */
public final class SmppLoop implements AutoCloseable {
    private final EventLoopGroup group;
    private final EventLoop loop;

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
     * fails.
     */
    public void every(Duration period, Runnable task) {
        var _ =
                loop.scheduleAtFixedRate(
                        task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Closes what is still open (listeners hear of it) and ends the thread; waits up to ten seconds
     * for that unless called on it.
     */
    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
        if (!loop.inEventLoop()) {
            var _ = group.terminationFuture().awaitUninterruptibly(10, TimeUnit.SECONDS);
        }
    }
}
