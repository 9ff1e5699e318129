package io.soroka.providers;

import io.soroka.text.Coding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One protocol. A connector is a bean in a folder of its own; nobody else names it. */
public interface Connector {
    /** The word that stands in a connection's settings, such as {@code smpp}. */
    String kind();

    /**
     * What it asks for, in the order in which people are asked. Nothing else may stand in a
     * connection's options.
     */
    List<ConnectorOption> options();

    /**
     * The name that the protocol's standard has for the code of a {@link Refusal}; null when it is
     * the provider's own.
     */
    default @Nullable String nameOf(String code) {
        return null;
    }

    /** How many sessions a link with these settings tries to keep up. */
    int sessions(ConnectionSettings settings);

    /**
     * How a link with these settings writes texts. Whoever plans for it counts parts so; a provider
     * that takes texts whole counts in the usual way.
     */
    default Coding coding(ConnectionSettings settings) {
        return Coding.USUAL;
    }

    /** Whether a link with these settings hands texts over whole, see {@link Link#wholeTexts}. */
    default boolean wholeTexts(ConnectionSettings settings) {
        return false;
    }

    /**
     * Checks settings without connecting.
     *
     * @throws InvalidConnection naming the field and what it may be
     */
    void check(ConnectionSettings settings);

    /**
     * Opens a link that connects, keeps itself connected and comes back after losses until it is
     * closed. Returns at once.
     *
     * @throws InvalidConnection as {@link #check}
     */
    Link open(ConnectionSettings settings, LinkListener listener);
}
