package io.soroka.campaigns;

import io.soroka.contacts.Field;
import io.soroka.policy.SuppressionReason;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign would do if it started now: found = suppressed + recipients.
 *
 * @param exact whether everyone was judged; else the numbers are extrapolated from a sample
 * @param share of the audience that was judged, 0 to 1
 * @param parts of all messages; null without a text
 * @param partsPerPerson how many people get how many parts, the fewest first
 * @param price in rubles, as far as the connections' prices are known; null without a text
 * @param byZone recipients by where they live, the most first
 * @param lacking how many recipients lack a value of the text, those included who get nothing
 *     because of it
 * @param hollow how many recipients read zero or nothing where the text has an amount or number
 * @param seconds that the connections need at their rates
 */
public record Forecast(
        boolean exact,
        double share,
        long found,
        List<RunProgress.Suppressed> suppressed,
        long recipients,
        @Nullable Long parts,
        List<Parts> partsPerPerson,
        @Nullable BigDecimal price,
        List<Connection> byConnection,
        List<Zone> byZone,
        List<Lacking> lacking,
        List<Hollow> hollow,
        List<Example> examples,
        long seconds) {
    /** People whose message has so many parts. */
    public record Parts(int parts, long people) {}

    /**
     * What goes through one connection.
     *
     * @param unitPrice rubles a part; 0 when nobody has told
     * @param up whether it has a live session now
     */
    public record Connection(
            int id,
            String name,
            long people,
            long parts,
            BigDecimal unitPrice,
            BigDecimal sum,
            boolean up) {}

    /** Recipients in one time zone. */
    public record Zone(ZoneId zone, long people) {}

    /**
     * People who lack a value.
     *
     * @param field of which they lack it
     * @param blocking whether the text has no fallback for it, so that these people get nothing
     */
    public record Lacking(Field field, long count, boolean blocking) {}

    /** Recipients whose message shows zero or nothing for a field that is an amount or number. */
    public record Hollow(Field field, long count) {}

    /** Which recipient an example shows. */
    public enum Kind {
        SHORTEST,
        LONGEST,
        INCOMPLETE
    }

    /**
     * A message as somebody would get it.
     *
     * @param breaks where its parts but the first begin, in UTF-16 code units
     */
    public record Example(Kind kind, Person person, String text, int parts, List<Integer> breaks) {}

    /** How many people get nothing for a reason. */
    public long suppressedBy(SuppressionReason reason) {
        return suppressed.stream()
                .filter(one -> one.reason() == reason)
                .mapToLong(RunProgress.Suppressed::count)
                .sum();
    }
}
