package io.soroka.providers.smpp;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connector;
import io.soroka.providers.InvalidConnection;
import io.soroka.providers.Link;
import io.soroka.providers.LinkListener;
import io.soroka.smpp.SessionSettings;
import io.soroka.smpp.SmppClient;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.stereotype.Component;

/**
 * Options: {@code host}, {@code port}, {@code systemId}, {@code sessions} (1 to 10, 1), {@code
 * window} (1 to 10,000, 10), {@code sender} (what recipients see when a message names none).
 */
@Component
class SmppConnector implements Connector, AutoCloseable {
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
        int port = settings.number("port", 2775, 1, 65_535);
        int window = settings.number("window", 10, 1, 10_000);
        int sessions = settings.number("sessions", 1, 1, 10);
        try {
            SessionSettings session =
                    SessionSettings.to(
                                    settings.required("host"),
                                    port,
                                    settings.required("systemId"),
                                    settings.secret())
                            .systemType(settings.options().getOrDefault("systemType", ""))
                            .window(window)
                            .build();
            String sender = settings.required("sender");
            var _ = SmppLink.source(sender);
            return new Plan(session, sessions, sender);
        } catch (IllegalArgumentException e) {
            throw new InvalidConnection("settings", "can't be used: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
    }
}
