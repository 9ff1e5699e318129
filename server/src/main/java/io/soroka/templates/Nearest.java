package io.soroka.templates;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the name that someone probably meant. */
final class Nearest {
    /** Longer names than this are no mistyped titles, and comparing them would only cost time. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /**
     * The known name within one change for every three characters, at least one; null if none is.
     */
    static @Nullable String to(String name, Collection<String> known) {
        String wanted = FieldNames.normalised(name);
        if (wanted.length() > LONGEST) {
            return null;
        }
        String nearest = null;
        int least = Math.max(1, wanted.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(wanted, FieldNames.normalised(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Levenshtein's distance: characters inserted, left out or replaced. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], diagonal));
            }
        }
        return row[b.length()];
    }
}
