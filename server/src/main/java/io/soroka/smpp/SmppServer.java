package io.soroka.smpp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Listens on one port and serves the clients that bind there. */
public final class SmppServer implements AutoCloseable {
    private final Channel listening;
    private final ChannelGroup connections;

    private SmppServer(Channel listening, ChannelGroup connections) {
        this.listening = listening;
        this.connections = connections;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one; {@link #port()} tells which
     * @throws IOException when the port cannot be had
     */
    public static SmppServer bind(
            SmppLoop loop, String host, int port, ServerSettings settings, ServerHandler handler)
            throws IOException {
        ChannelGroup connections = new DefaultChannelGroup(loop.eventLoop());
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loop.eventLoop())
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        if (connections.size() >= settings.maxSessions()) {
                                            var _ = channel.close();
                                            return;
                                        }
                                        connections.add(channel);
                                        channel.pipeline()
                                                .addLast(new ServerLink(loop, settings, handler));
                                    }
                                });
        Sockets.tune(bootstrap);
        ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
        }
        return new SmppServer(bound.channel(), connections);
    }

    /** The port listened on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /**
     * Stops listening and closes all connections at once; the handler hears of each. Not to be
     * called on the loop's thread.
     */
    @Override
    public void close() {
        var _ = listening.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        var _ = connections.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
