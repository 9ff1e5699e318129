package io.soroka.providers;

import org.jspecify.annotations.Nullable;

/** What a {@link Link} tells its owner. Called from network threads: implementations only queue. */
public interface LinkListener {
    /** The provider took a part and will send receipts under this id. */
    void accepted(long token, String providerId);

    /** The provider answered with an error. */
    void refused(long token, Refusal refusal);

    /** The part never left this machine: it may be sent again without risk. */
    void notSent(long token);

    /** The part left, and no answer will come any more: whether the provider has it is unknown. */
    void unknown(long token, String reason);

    /** A receipt or an incoming message; to be confirmed with {@link Link#confirm} once stored. */
    void received(Inbound inbound);

    /**
     * The number of live sessions changed.
     *
     * @param up sessions that are bound now
     * @param reason why one was lost or could not be opened; null when one came up
     */
    void sessions(int up, @Nullable String reason);
}
