package io.soroka.providers.smpp;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connector;
import io.soroka.providers.ConnectorOption;
import io.soroka.providers.InvalidConnection;
import io.soroka.providers.Link;
import io.soroka.providers.LinkListener;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.SmppClient;
import io.soroka.text.Senders;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.stereotype.Component;

/** Sessions with an operator over SMPP 3.4. */
@Component
class SmppConnector implements Connector, AutoCloseable {
    private static final ConnectorOption HOST = ConnectorOption.required("host", 253);
    private static final ConnectorOption PORT = ConnectorOption.number("port", 2775, 1, 65_535);
    private static final ConnectorOption SYSTEM_ID = ConnectorOption.required("systemId", 15);
    private static final ConnectorOption PASSWORD = ConnectorOption.secret(64);
    private static final ConnectorOption SYSTEM_TYPE = ConnectorOption.text("systemType", "", 12);

    /** What recipients see when a message names no sender. */
    private static final ConnectorOption SENDER = ConnectorOption.required("sender", 15);

    private static final ConnectorOption SESSIONS = ConnectorOption.number("sessions", 1, 1, 10);
    private static final ConnectorOption WINDOW = ConnectorOption.number("window", 10, 1, 10_000);

    private final Clock clock;
    private final SmppClient client = new SmppClient();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("smpp-reconnect").factory());

    SmppConnector(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "smpp";
    }

    @Override
    public List<ConnectorOption> options() {
        return List.of(HOST, PORT, SYSTEM_ID, PASSWORD, SENDER, SESSIONS, WINDOW, SYSTEM_TYPE);
    }

    @Override
    public int sessions(ConnectionSettings settings) {
        return settings.number(SESSIONS);
    }

    @Override
    public void check(ConnectionSettings settings) {
        var _ = plan(settings);
    }

    @Override
    public Link open(ConnectionSettings settings, LinkListener listener) {
        Plan plan = plan(settings);
        var link =
                new SmppLink(
                        client,
                        timer,
                        plan.session(),
                        plan.sessions(),
                        plan.sender(),
                        listener,
                        clock);
        link.connect();
        return link;
    }

    private record Plan(SessionSettings session, int sessions, String sender) {}

    private static Plan plan(ConnectionSettings settings) {
        int port = settings.number(PORT);
        int window = settings.number(WINDOW);
        int sessions = settings.number(SESSIONS);
        String sender = settings.text(SENDER);
        if (!Senders.isUsable(sender)) {
            throw new InvalidConnection(SENDER.key(), "connection.sender-unusable");
        }
        String host = settings.text(HOST);
        String systemId = settings.text(SYSTEM_ID);
        String systemType = settings.text(SYSTEM_TYPE);
        for (ConnectorOption option : List.of(HOST, SYSTEM_ID, SYSTEM_TYPE)) {
            ascii(option, settings.text(option));
        }
        ascii(PASSWORD, settings.secret());
        SessionSettings session =
                SessionSettings.to(host, port, systemId, settings.secret())
                        .systemType(systemType)
                        .window(window)
                        .build();
        return new Plan(session, sessions, sender);
    }

    /** The protocol knows nothing else. */
    private static void ascii(ConnectorOption option, String value) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new InvalidConnection(option.key(), "connection.not-ascii");
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
    }
}
