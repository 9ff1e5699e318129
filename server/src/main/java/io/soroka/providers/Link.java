package io.soroka.providers;

import java.util.List;

/** A live connection to a provider, with all its sessions. Safe for any thread; no method waits. */
public interface Link extends AutoCloseable {
    /** How many parts may be unanswered at once over all sessions that are up; 0 while none is. */
    int window();

    /**
     * Hands messages over. Each part gets exactly one answer through the listener: answered, not
     * sent, or unknown. The caller keeps the sum of what is unanswered near {@link #window()}.
     */
    void submit(List<Outbound> messages);

    /**
     * Whether the provider takes a text whole, however many parts it makes of it. Then a message
     * has one token, that of part 0: the others go with it, and its answer and its receipts are
     * theirs.
     */
    default boolean wholeTexts() {
        return false;
    }

    /** Whether the provider tells on request what became of a part. */
    default boolean canAsk() {
        return false;
    }

    /**
     * Asks what became of parts. What the provider knows to be final comes as a receipt, which
     * needs no confirmation; about the rest it says nothing.
     */
    default void ask(List<Question> questions) {}

    /** Tells the provider that these receipts and incoming messages are stored for good. */
    void confirm(List<Inbound> stored);

    /** Stops taking part: what waits comes back as not sent, then the sessions say good-bye. */
    @Override
    void close();
}
