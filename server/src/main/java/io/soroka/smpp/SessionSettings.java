package io.soroka.smpp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an operator and what it allows.
 *
 * @param port 1 to 65,535
 * @param systemId account, at most 15 characters
 * @param password at most 8 characters by the standard; up to 64 are sent, because some operators
 *     give out longer ones
 * @param systemType at most 12 characters, mostly empty
 * @param interfaceVersion what the bind asks for: 0x34 or 0x50, SMPP 3.4 or 5.0
 * @param tls null for a connection in the clear
 * @param window most submit_sm on the wire without response, 1 to 100,000
 * @param maxUnanswered most deliver_sm handed to the listener without answer, 1 to 1,000,000; then
 *     reading pauses
 * @param enquireInterval silence of the peer after which enquire_link is sent, 50 ms to one hour
 * @param responseTimeout longest wait for any response before the session is closed, 50 ms to one
 *     hour
 * @param connectTimeout longest wait for the connection, 50 ms to one hour
 */
public record SessionSettings(
        String host,
        int port,
        String systemId,
        String password,
        String systemType,
        BindType bindType,
        int interfaceVersion,
        @Nullable Tls tls,
        int window,
        int maxUnanswered,
        Duration enquireInterval,
        Duration responseTimeout,
        Duration connectTimeout) {
    /** SMPP 3.4, which all operators know. */
    public static final int VERSION_3_4 = 0x34;

    /** SMPP 5.0. */
    public static final int VERSION_5_0 = 0x50;

    /** Says which value is out of its range by {@link IllegalArgumentException}. */
    public SessionSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        LinkSettings.range(port, 65_535, "port");
        Limits.text(systemId, Pdu.Bind.MAX_SYSTEM_ID, "systemId");
        Limits.text(password, Pdu.Bind.MAX_TOLERATED, "password");
        Limits.text(systemType, Pdu.Bind.MAX_SYSTEM_TYPE, "systemType");
        if (interfaceVersion != VERSION_3_4 && interfaceVersion != VERSION_5_0) {
            throw new IllegalArgumentException("interfaceVersion must be 0x34 or 0x50");
        }
        LinkSettings.range(connectTimeout, "connectTimeout");
        var _ = new LinkSettings(window, maxUnanswered, responseTimeout, enquireInterval);
    }

    LinkSettings link() {
        return new LinkSettings(window, maxUnanswered, responseTimeout, enquireInterval);
    }

    /**
     * Defaults: transceiver, SMPP 3.4 in the clear, window 10, 10,000 unanswered, enquire_link
     * after 30 s, response within 60 s, connection within 10 s.
     */
    public static Builder to(String host, int port, String systemId, String password) {
        return new Builder(host, port, systemId, password);
    }

    /** The same with another bind type. */
    public SessionSettings as(BindType type) {
        return new SessionSettings(
                host,
                port,
                systemId,
                password,
                systemType,
                type,
                interfaceVersion,
                tls,
                window,
                maxUnanswered,
                enquireInterval,
                responseTimeout,
                connectTimeout);
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "SessionSettings["
                + host
                + ":"
                + port
                + ", systemId="
                + systemId
                + ", "
                + bindType
                + ", window="
                + window
                + "]";
    }

    /** Collects what differs from the defaults. */
    public static final class Builder {
        private final String host;
        private final int port;
        private final String systemId;
        private final String password;
        private String systemType = "";
        private BindType bindType = BindType.TRANSCEIVER;
        private int interfaceVersion = VERSION_3_4;
        private @Nullable Tls tls;
        private int window = 10;
        private int maxUnanswered = 10_000;
        private Duration enquireInterval = Duration.ofSeconds(30);
        private Duration responseTimeout = Duration.ofSeconds(60);
        private Duration connectTimeout = Duration.ofSeconds(10);

        private Builder(String host, int port, String systemId, String password) {
            this.host = host;
            this.port = port;
            this.systemId = systemId;
            this.password = password;
        }

        public Builder systemType(String value) {
            systemType = value;
            return this;
        }

        public Builder bindType(BindType value) {
            bindType = value;
            return this;
        }

        public Builder interfaceVersion(int value) {
            interfaceVersion = value;
            return this;
        }

        public Builder tls(@Nullable Tls value) {
            tls = value;
            return this;
        }

        public Builder window(int value) {
            window = value;
            return this;
        }

        public Builder maxUnanswered(int value) {
            maxUnanswered = value;
            return this;
        }

        public Builder enquireInterval(Duration value) {
            enquireInterval = value;
            return this;
        }

        public Builder responseTimeout(Duration value) {
            responseTimeout = value;
            return this;
        }

        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /**
         * The finished settings, or {@link IllegalArgumentException} naming the value out of range.
         */
        public SessionSettings build() {
            return new SessionSettings(
                    host,
                    port,
                    systemId,
                    password,
                    systemType,
                    bindType,
                    interfaceVersion,
                    tls,
                    window,
                    maxUnanswered,
                    enquireInterval,
                    responseTimeout,
                    connectTimeout);
        }
    }
}
