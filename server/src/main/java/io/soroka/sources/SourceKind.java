package io.soroka.sources;

import java.util.List;

/** A kind of system that clients can come from; one bean, discovered. See docs/sources.md. */
public interface SourceKind {
    /** The word that stands in the database; it can't change later. */
    String kind();

    /** What a person is asked, in order. */
    List<SourceOption> options();

    /**
     * Connects.
     *
     * @throws SourceFailure if that can't be, with the reason
     */
    SourceReader open(SourceSettings settings);
}
