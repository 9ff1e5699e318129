package io.soroka.segments;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * So many of a hundred clients, drawn by lot: each by its own, so that who is drawn stays drawn
 * whoever comes and goes, and another seed draws others.
 *
 * @param percent above 0, up to 100
 */
record RandomShare(BigDecimal percent, int seed) implements CriterionSource.Condition {
    static final BigDecimal ALL = BigDecimal.valueOf(100);

    /** Lots of which each client has one. */
    private static final int LOTS = 1_000_000;

    @Override
    public void write(Asked asked, ConditionSql sql) {
        int below =
                percent.multiply(BigDecimal.valueOf(LOTS / 100))
                        .setScale(0, RoundingMode.UP)
                        .intValueExact();
        sql.add(
                "(mod(hashint8extended(c.id, ?) & 9223372036854775807, %d) < ?)".formatted(LOTS),
                (long) seed,
                below);
    }
}
