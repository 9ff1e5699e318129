package io.soroka.text;

import java.util.ArrayList;
import java.util.List;

/** Where the parts of a text begin. */
public final class Breaks {
    private Breaks() {}

    /**
     * Where each part but the first begins, in UTF-16 code units; empty for a text of one part. The
     * same cuts as {@link Texts#split} makes.
     */
    public static List<Integer> of(CharSequence text) {
        int septets = Gsm7.septets(text);
        return septets >= 0 ? gsm(text, septets) : ucs2(text);
    }

    private static List<Integer> gsm(CharSequence text, int septets) {
        var breaks = new ArrayList<Integer>();
        if (septets > Alphabet.GSM7.singlePartUnits()) {
            int used = 0;
            for (int i = 0; i < text.length(); i++) {
                int width = Gsm7.septets(text.subSequence(i, i + 1));
                if (used + width > Alphabet.GSM7.multiPartUnits(Reference.EIGHT_BIT)) {
                    breaks.add(i);
                    used = 0;
                }
                used += width;
            }
        }
        return breaks;
    }

    private static List<Integer> ucs2(CharSequence text) {
        var breaks = new ArrayList<Integer>();
        if (text.length() > Alphabet.UCS2.singlePartUnits()) {
            int end = Ucs2.endOfPart(text, 0, Reference.EIGHT_BIT);
            while (end < text.length()) {
                breaks.add(end);
                end = Ucs2.endOfPart(text, end, Reference.EIGHT_BIT);
            }
        }
        return breaks;
    }
}
