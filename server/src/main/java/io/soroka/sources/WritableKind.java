package io.soroka.sources;

import java.util.List;

/** A kind of system that results can be written back to. See docs/sources.md. */
public interface WritableKind extends SourceKind {
    /** What a person is asked about it besides the source's own options; with the secret. */
    List<SourceOption> writeOptions();

    /**
     * Connects to write.
     *
     * @param settings the source's options together with {@link #writeOptions}, and their secret
     * @throws SourceFailure if that can't be, or a result could not be told from one that is
     *     written already
     */
    SourceWriter openWriter(SourceSettings settings);
}
