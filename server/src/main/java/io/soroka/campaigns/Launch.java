package io.soroka.campaigns;

import io.soroka.platform.Messages;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign is launched.
 *
 * @param key the caller's own mark of this launch, 1 to 100 characters
 * @param expected recipients that the person saw; null to go by whatever there is
 * @param acknowledged codes of the warnings that the person took note of; null for all
 * @param held whether a launch for now waits for the set time, in which it can be taken back
 * @param language of the sentence that says why it can't be
 * @param selectionRun the whole run of a selection that launches it, which does so once and whose
 *     people and values count; the campaign stays a draft, and one like it goes out. Null for none
 */
public record Launch(
        String key,
        @Nullable Long expected,
        @Nullable Set<String> acknowledged,
        boolean held,
        Locale language,
        @Nullable Long selectionRun) {
    /** A launch by a person or a program. */
    public Launch(
            String key,
            @Nullable Long expected,
            @Nullable Set<String> acknowledged,
            boolean held,
            Locale language) {
        this(key, expected, acknowledged, held, language, null);
    }

    /** A launch by a program of ours that nobody watches: at once, warnings or not. */
    public static Launch unattended(String key) {
        return new Launch(key, null, null, false, Messages.ENGLISH);
    }

    /** A launch by a selection that has run whole. */
    static Launch bySelection(long selectionRun) {
        return new Launch(
                "selection-run-" + selectionRun, null, null, false, Messages.RUSSIAN, selectionRun);
    }
}
