package io.soroka.contacts.intake;

/** Whose value counts where a known client has one and what comes in brings another. */
public enum Conflict {
    /** What comes in, where it brings something. */
    FILLED,
    /** What comes in, an empty value too. */
    SOURCE,
    /**
     * What comes in, an empty value too, unless somebody else has changed the client since the
     * source changed its row.
     */
    NEWEST,
    /** What is there; only an empty field is filled. */
    KEEP
}
