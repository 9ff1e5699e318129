package io.soroka.segments;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a part of the clients instead of all, when there are many. */
final class Sampling {
    private static final int FINEST = 1 << 16;

    /** So many deviations from its share are what chance does to a piece; more never happens. */
    private static final int DEVIATIONS = 4;

    private Sampling() {}

    /**
     * Into how many pieces the clients are to be cut so that one has at most so many rows: a power
     * of two, lest every client who is added change the sample. One before the first analysis.
     */
    static int oneOf(JdbcClient jdbc, int rows) {
        double clients = clients(jdbc);
        int oneOf = 1;
        while (oneOf < FINEST && clients / oneOf > rows) {
            oneOf *= 2;
        }
        return oneOf;
    }

    /** How many clients there are, as the last analysis found; negative before the first one. */
    private static double clients(JdbcClient jdbc) {
        return jdbc.sql("select reltuples from pg_class where oid = 'client'::regclass")
                .query(Double.class)
                .single();
    }

    /** How many pages there are now; unlike the number of rows this is never out of date. */
    private static double pages(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                        select greatest(1, pg_relation_size('client')::float8 / current_setting('block_size')::int)
                        """)
                .query(Double.class)
                .single();
    }

    /**
     * For how many clients one of the sample stands. Not just the number of pieces: chance makes
     * some larger. What chance does not explain are statistics that are out of date: amid much
     * change the database's own number of rows may be off by half.
     */
    static double weight(JdbcClient jdbc, int oneOf, int seed) {
        long read =
                jdbc.sql("select count(*) from client c " + clause(oneOf, seed))
                        .query(Long.class)
                        .single();
        double weight = read == 0 ? oneOf : clients(jdbc) / read;
        // Each page is in the sample or not, with the chance of one in so many.
        double deviation = Math.sqrt((oneOf - 1) / pages(jdbc));
        return Math.abs(weight / oneOf - 1) <= DEVIATIONS * deviation ? weight : oneOf;
    }

    /** What to write behind the table's name to read one of so many pieces. */
    static String clause(int oneOf, int seed) {
        return oneOf == 1
                ? ""
                : "tablesample system (%s) repeatable (%d)".formatted(100.0 / oneOf, seed);
    }
}
