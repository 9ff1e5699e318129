package io.soroka.sources.files;

import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A folder of files, in which nothing is ever changed. Every method throws {@code SourceFailure}
 * when it can't be read.
 */
public interface Folder extends AutoCloseable {
    /** Hands on every regular file in it, in any order; what is hidden or a link is passed over. */
    void list(Consumer<FoundFile> taker);

    /**
     * Copies a file's bytes.
     *
     * @param goOn asked on the way; what it throws ends the work
     * @throws io.soroka.sources.SourceFailure {@code source.file-changed} if it is not, or no
     *     longer, the one that was found
     */
    void copy(FoundFile file, OutputStream to, Runnable goOn);

    /** Ends what is under way; called by another thread. */
    void hangUp();

    @Override
    void close();
}
