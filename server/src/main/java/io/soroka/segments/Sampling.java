package io.soroka.segments;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a part of the clients instead of all, when there are many. */
final class Sampling {
    private static final int FINEST = 1 << 16;

    /** By so much, at the most, chance makes a piece larger or smaller than its share. */
    private static final double CHANCE = 0.1;

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
        return Math.abs(weight - oneOf) <= CHANCE * oneOf ? weight : oneOf;
    }

    /** What to write behind the table's name to read one of so many pieces. */
    static String clause(int oneOf, int seed) {
        return oneOf == 1
                ? ""
                : "tablesample system (%s) repeatable (%d)".formatted(100.0 / oneOf, seed);
    }
}
