package io.soroka.providers.smpp;

import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connector;
import io.soroka.providers.ConnectorOption;
import io.soroka.providers.Link;
import io.soroka.providers.LinkListener;
import io.soroka.smpp.SmppClient;
import io.soroka.smpp.SmppStatus;
import io.soroka.text.Coding;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sessions with an operator over SMPP 3.4 or 5.0. */
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
    public List<ConnectorOption> options() {
        return SmppOptions.ALL;
    }

    @Override
    public @Nullable String nameOf(String code) {
        try {
            String name = SmppStatus.name(Integer.decode(code));
            return name.startsWith("ESME_") ? name.substring(0, name.indexOf(' ')) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public int sessions(ConnectionSettings settings) {
        return SmppOptions.sessions(settings);
    }

    @Override
    public Coding coding(ConnectionSettings settings) {
        return SmppOptions.coding(settings);
    }

    @Override
    public boolean wholeTexts(ConnectionSettings settings) {
        return SmppOptions.wholeTexts(settings);
    }

    @Override
    public void check(ConnectionSettings settings) {
        var _ = SmppOptions.of(settings);
    }

    @Override
    public Link open(ConnectionSettings settings, LinkListener listener) {
        var link = new SmppLink(client, timer, SmppOptions.of(settings), listener, clock);
        link.connect();
        return link;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
    }
}
