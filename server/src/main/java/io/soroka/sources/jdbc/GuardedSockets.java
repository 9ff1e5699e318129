package io.soroka.sources.jdbc;

import io.soroka.sources.AddressRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.util.ConfigurableSocketFactory;

/**
 * Sockets that refuse addresses which are not allowed, at the moment they connect: whatever a name
 * means by then, nothing else is reached. Drivers make it by its name, so that it has to be public.
 */
public final class GuardedSockets extends ConfigurableSocketFactory {
    /** The option of MariaDB's driver that brings host and rules. */
    static final String OPTION = "sorokaGuard";

    private static final String BETWEEN = "|";

    private String host = "";
    private AddressRules rules = new AddressRules(List.of());

    /** As MariaDB's driver makes it; nothing is allowed before it is configured. */
    public GuardedSockets() {}

    /** As PostgreSQL's driver makes it. */
    public GuardedSockets(String argument) {
        configure(argument);
    }

    /** Host and rules as one text. */
    static String argument(String host, AddressRules rules) {
        return host + BETWEEN + String.join(BETWEEN, rules.entries());
    }

    private void configure(String argument) {
        List<String> words = Arrays.asList(argument.split("\\|", -1));
        host = words.getFirst();
        rules = new AddressRules(words.subList(1, words.size()));
    }

    @Override
    public void setConfiguration(Configuration configuration, String connectedTo) {
        configure(configuration.nonMappedOptions().getProperty(OPTION, ""));
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress endpoint, int timeout) throws IOException {
                if (!(endpoint instanceof InetSocketAddress address)) {
                    throw new AddressRefused();
                }
                if (address.getAddress() == null) {
                    throw new UnknownHostException(host);
                }
                if (!rules.allow(host, address.getAddress())) {
                    throw new AddressRefused();
                }
                super.connect(endpoint, timeout);
            }

            @Override
            public void connect(SocketAddress endpoint) throws IOException {
                connect(endpoint, 0);
            }
        };
    }

    @Override
    public Socket createSocket(String to, int port) throws IOException {
        throw new AddressRefused();
    }

    @Override
    public Socket createSocket(String to, int port, InetAddress from, int fromPort)
            throws IOException {
        throw new AddressRefused();
    }

    @Override
    public Socket createSocket(InetAddress to, int port) throws IOException {
        throw new AddressRefused();
    }

    @Override
    public Socket createSocket(InetAddress to, int port, InetAddress from, int fromPort)
            throws IOException {
        throw new AddressRefused();
    }

    /** An address that is not allowed. */
    static final class AddressRefused extends SocketException {
        AddressRefused() {
            super("not allowed");
        }
    }
}
