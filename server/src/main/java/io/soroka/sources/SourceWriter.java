package io.soroka.sources;

import java.util.List;

/**
 * A connection to another system that results are written to, with a login of its own, for one
 * thread. Every method throws {@link SourceFailure} when the other system fails.
 */
public interface SourceWriter extends AutoCloseable {
    /**
     * Writes results, all or none. One that was written before, by its id, is there once
     * afterwards; so whatever happens to us between two calls, they can be given again.
     *
     * @param results no two with one id
     */
    void write(List<SourceResult> results);

    @Override
    void close();
}
