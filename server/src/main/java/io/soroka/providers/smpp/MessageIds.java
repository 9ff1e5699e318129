package io.soroka.providers.smpp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which an operator's ids are kept: as its answers write them, in small letters and
 * without leading zeros. Ids of receipts are turned into it. Used by the network thread alone.
 */
final class MessageIds {
    /** Answers that a receipt is compared with where the relation is still to be found out. */
    private static final int REMEMBERED = 10_000;

    /** How ids of answers and of receipts relate. */
    enum Relation {
        SAME,
        /** Answers count in hexadecimal, receipts in decimal. */
        ANSWER_HEX,
        /** Answers count in decimal, receipts in hexadecimal. */
        ANSWER_DECIMAL,
        /** One of the others: the first receipt that fits an answer tells which. */
        AUTO;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Relation::word).toList();
        }

        static Relation of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    private static final List<Relation> CANDIDATES =
            List.of(Relation.SAME, Relation.ANSWER_HEX, Relation.ANSWER_DECIMAL);

    /** Null while it is not known. */
    private @Nullable Relation relation;

    private final Set<String> answered = new LinkedHashSet<>();

    MessageIds(Relation relation) {
        this.relation = relation == Relation.AUTO ? null : relation;
    }

    /** The normal form of an id that the operator gave in its answer to a submit. */
    String ofAnswer(String id) {
        String plain = plain(id);
        if (relation == null) {
            answered.add(plain);
            if (answered.size() > REMEMBERED) {
                answered.remove(answered.iterator().next());
            }
        }
        return plain;
    }

    /** The normal form of an id in a receipt. */
    String ofReceipt(String id) {
        if (relation == null) {
            findOut(id);
        }
        return as(relation == null ? Relation.SAME : relation, id);
    }

    /** An id that fits in two ways, such as 10, tells nothing. */
    private void findOut(String id) {
        List<Relation> fitting =
                CANDIDATES.stream().filter(one -> answered.contains(as(one, id))).toList();
        if (fitting.size() == 1) {
            relation = fitting.getFirst();
            answered.clear();
        }
    }

    private static String as(Relation relation, String id) {
        return switch (relation) {
            case SAME, AUTO -> plain(id);
            case ANSWER_HEX -> isNumber(id, 10) ? new BigInteger(id).toString(16) : plain(id);
            case ANSWER_DECIMAL -> isNumber(id, 16) ? new BigInteger(id, 16).toString() : plain(id);
        };
    }

    private static boolean isNumber(String id, int radix) {
        return !id.isEmpty()
                && id.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
    }

    private static String plain(String id) {
        int zeros = 0;
        while (zeros < id.length() - 1 && id.charAt(zeros) == '0') {
            zeros++;
        }
        return id.substring(zeros).toLowerCase(Locale.ROOT);
    }
}
