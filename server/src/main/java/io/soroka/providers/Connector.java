package io.soroka.providers;

/** One protocol. A connector is a bean in a folder of its own; nobody else names it. */
public interface Connector {
    /** The word that stands in a connection's settings, such as {@code smpp}. */
    String kind();

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
