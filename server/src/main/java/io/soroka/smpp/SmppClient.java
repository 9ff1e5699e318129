package io.soroka.smpp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** Makes sessions with operators, all on one loop. */
public final class SmppClient implements AutoCloseable {
    private final SmppLoop loop;
    private final boolean ownsLoop;

    /** A client with a loop of its own. */
    public SmppClient() {
        loop = new SmppLoop("smpp-client");
        ownsLoop = true;
    }

    /** A client on a loop that others use too; closing the client leaves it running. */
    public SmppClient(SmppLoop loop) {
        this.loop = loop;
        ownsLoop = false;
    }

    /**
     * Connects and binds.
     *
     * @return done on the loop's thread, with the bound session, a {@link BindRefusedException}, or
     *     an {@link IOException} that says what else went wrong. The listener hears nothing of a
     *     session that was never bound.
     */
    public CompletableFuture<SmppSession> connect(
            SessionSettings settings, SessionListener listener) {
        CompletableFuture<SmppSession> bound = new CompletableFuture<>();
        ClientLink link = new ClientLink(loop, settings, listener, bound);
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop.eventLoop())
                        .channel(NioSocketChannel.class)
                        .handler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        Tls tls = settings.tls();
                                        if (tls != null) {
                                            channel.pipeline()
                                                    .addLast(
                                                            tls.clientHandler(
                                                                    channel,
                                                                    settings.host(),
                                                                    settings.port()));
                                        }
                                        channel.pipeline().addLast(link);
                                    }
                                });
        Sockets.tune(bootstrap, settings.connectTimeout());
        ChannelFuture connecting = bootstrap.connect(settings.host(), settings.port());
        var _ =
                connecting.addListener(_ -> {
                    Throwable cause = connecting.cause();
                    if (cause != null) {
                        bound.completeExceptionally(
                                new IOException(
                                        "no connection to "
                                                + settings.host()
                                                + ":"
                                                + settings.port()
                                                + " ("
                                                + cause.getClass().getSimpleName()
                                                + ")",
                                        cause));
                    }
                });
        return bound;
    }

    /** Closes the client's own loop and with it all sessions; on a shared loop it does nothing. */
    @Override
    public void close() {
        if (ownsLoop) {
            loop.close();
        }
    }
}
