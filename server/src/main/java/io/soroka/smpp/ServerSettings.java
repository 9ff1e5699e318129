package io.soroka.smpp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server treats its clients.
 *
 * @param systemId what the server calls itself in bind responses, at most 15 characters
 * @param window most deliver_sm on the wire without response, a session, 1 to 100,000
 * @param maxUnanswered most submit_sm handed to the handler without answer, a session, 1 to
 *     1,000,000; then reading pauses
 * @param maxSessions most connections at once, bound or not, 1 to 10,000; further ones are closed
 * @param enquireInterval silence of the peer after which enquire_link is sent, 50 ms to one hour
 * @param responseTimeout longest wait for any response before the session is closed, 50 ms to one
 *     hour
 * @param bindTimeout longest wait for the bind before the connection is closed, 50 ms to one hour
 * @param tls null for connections in the clear
 */
public record ServerSettings(
        String systemId,
        int window,
        int maxUnanswered,
        int maxSessions,
        Duration enquireInterval,
        Duration responseTimeout,
        Duration bindTimeout,
        @Nullable Tls tls) {

    /**
     * Window 100, 100,000 unanswered, 1,000 connections, enquire_link after 30 s, response within
     * 60 s, bind within 10 s.
     */
    public static final ServerSettings DEFAULTS =
            new ServerSettings(
                    "soroka",
                    100,
                    100_000,
                    1_000,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(10));

    /** Connections in the clear. */
    public ServerSettings(
            String systemId,
            int window,
            int maxUnanswered,
            int maxSessions,
            Duration enquireInterval,
            Duration responseTimeout,
            Duration bindTimeout) {
        this(
                systemId,
                window,
                maxUnanswered,
                maxSessions,
                enquireInterval,
                responseTimeout,
                bindTimeout,
                null);
    }

    /** Says which value is out of its range by {@link IllegalArgumentException}. */
    public ServerSettings {
        Limits.text(systemId, Pdu.Bind.MAX_SYSTEM_ID, "systemId");
        LinkSettings.range(maxSessions, 10_000, "maxSessions");
        LinkSettings.range(bindTimeout, "bindTimeout");
        var _ = new LinkSettings(window, maxUnanswered, responseTimeout, enquireInterval);
    }

    LinkSettings link() {
        return new LinkSettings(window, maxUnanswered, responseTimeout, enquireInterval);
    }

    /** The same with another window. */
    public ServerSettings withWindow(int value) {
        return new ServerSettings(
                systemId,
                value,
                maxUnanswered,
                maxSessions,
                enquireInterval,
                responseTimeout,
                bindTimeout,
                tls);
    }

    /** The same over TLS. */
    public ServerSettings withTls(Tls value) {
        return new ServerSettings(
                systemId,
                window,
                maxUnanswered,
                maxSessions,
                enquireInterval,
                responseTimeout,
                bindTimeout,
                value);
    }
}
