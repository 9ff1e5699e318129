package io.soroka.imports;

import io.soroka.contacts.Tidy;
import java.util.ArrayList;
import java.util.List;

/** Collects what there is to say about a file's rows, in bounded memory. */
final class ImportNotes {

    private static final int LONGEST_VALUE = 40;
    private static final int LONGEST_MASKED = 12;
    private static final int SHOWN_OF_MASKED = 2;

    private final List<ImportProblem> rejections = new ArrayList<>();
    private final List<ImportProblem> warnings = new ArrayList<>();
    private long rejected;
    private long warned;

    void reject(long line, String column, String messageKey, List<String> arguments, String value) {
        rejected++;
        if (rejections.size() < ImportResult.KEPT) {
            rejections.add(
                    new ImportProblem(line, column, messageKey, arguments, shown(value, true)));
        }
    }

    void warn(
            long line,
            String column,
            String messageKey,
            List<String> arguments,
            String value,
            boolean personal) {
        warned++;
        if (warnings.size() < ImportResult.KEPT) {
            warnings.add(
                    new ImportProblem(line, column, messageKey, arguments, shown(value, personal)));
        }
    }

    ImportResult result(long rows, long imported, long created) {
        return new ImportResult(
                rows,
                imported,
                rows - rejected - imported,
                rejected,
                created,
                warned,
                rejections,
                warnings);
    }

    /** The value's shape without the value: the first characters, then a dot for each other. */
    static String shown(String value, boolean personal) {
        String tidy = Tidy.text(value);
        int longest = personal ? LONGEST_MASKED : LONGEST_VALUE;
        int[] codePoints = tidy.codePoints().limit(longest).toArray();
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < codePoints.length; i++) {
            boolean hide =
                    personal && i >= SHOWN_OF_MASKED && Character.isLetterOrDigit(codePoints[i]);
            shown.appendCodePoint(hide ? '•' : codePoints[i]);
        }
        return tidy.codePointCount(0, tidy.length()) > longest ? shown + "…" : shown.toString();
    }
}
