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
    private final SmppLoop loop;
    private final Channel listening;
    private final Connections connections;

    /** The connections that stand, and whether they, and new ones, are frozen. */
    private static final class Connections {
        private final ChannelGroup channels;
        private boolean frozen;

        private Connections(SmppLoop loop) {
            channels = new DefaultChannelGroup(loop.eventLoop());
        }
    }

    private SmppServer(SmppLoop loop, Channel listening, Connections connections) {
        this.loop = loop;
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
        Connections connections = new Connections(loop);
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(loop.eventLoop())
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        if (connections.channels.size() >= settings.maxSessions()) {
                                            var _ = channel.close();
                                            return;
                                        }
                                        connections.channels.add(channel);
                                        Tls tls = settings.tls();
                                        if (tls != null) {
                                            channel.pipeline().addLast(tls.serverHandler(channel));
                                        }
                                        ServerLink link = new ServerLink(loop, settings, handler);
                                        link.freeze(connections.frozen);
                                        channel.pipeline().addLast(link);
                                    }
                                });
        Sockets.tune(bootstrap);
        ChannelFuture bound = bootstrap.bind(host, port).awaitUninterruptibly();
        Throwable cause = bound.cause();
        if (cause != null) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": " + cause.getMessage(), cause);
        }
        return new SmppServer(loop, bound.channel(), connections);
    }

    /** The port listened on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /**
     * Lets all connections hang, new ones too: they stand, but nothing is read from them or written
     * to them until it is taken back. To see what clients make of it.
     */
    public void freeze(boolean value) {
        loop.execute(() -> {
            connections.frozen = value;
            for (Channel channel : connections.channels) {
                ServerLink link = channel.pipeline().get(ServerLink.class);
                if (link != null) {
                    link.freeze(value);
                }
            }
        });
    }

    /**
     * Stops listening and closes all connections at once; the handler hears of each. Not to be
     * called on the loop's thread.
     */
    @Override
    public void close() {
        var _ = listening.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
        var _ = connections.channels.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
