package io.soroka.sources;

import java.util.List;

/**
 * What a source's rows become, a batch at a time. Both halves of a batch are called in its
 * transaction, one after the other.
 */
interface Batches {
    /** The columns to ask for. */
    List<String> columns();

    /** How many rows a batch should have at the most. */
    int most();

    /** Reads a batch; nothing lasts yet. */
    SourceReader.Page read(Reading reading);

    /** Keeps what was read; in a dry run only tells what that would do. */
    Made keep();

    /** Reads a page of the source. */
    @FunctionalInterface
    interface Reading {
        SourceReader.Page into(SourceReader.RowSink sink);
    }

    /**
     * What a batch came to.
     *
     * @param bad values and rows that could not be used
     * @param problems the first of them
     */
    record Made(long created, long changed, long unchanged, long bad, List<RowProblem> problems) {
        public Made {
            problems = List.copyOf(problems);
        }
    }
}
