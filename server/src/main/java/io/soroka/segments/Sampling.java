package io.soroka.segments;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a part of the clients instead of all, when there are many. */
final class Sampling {
    private static final int FINEST = 1 << 16;

    private Sampling() {}

    /**
     * Into how many pieces the clients are to be cut so that one has at most so many rows: a power
     * of two, lest every client who is added change the sample. One before the first analysis.
     */
    static int oneOf(JdbcClient jdbc, int rows) {
        double clients =
                jdbc.sql("select reltuples from pg_class where oid = 'client'::regclass")
                        .query(Double.class)
                        .single();
        int oneOf = 1;
        while (oneOf < FINEST && clients / oneOf > rows) {
            oneOf *= 2;
        }
        return oneOf;
    }

    /** What to write behind the table's name to read one of so many pieces. */
    static String clause(int oneOf, int seed) {
        return oneOf == 1
                ? ""
                : "tablesample system (%s) repeatable (%d)".formatted(100.0 / oneOf, seed);
    }
}
