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
 */
public record Launch(
        String key,
        @Nullable Long expected,
        @Nullable Set<String> acknowledged,
        boolean held,
        Locale language) {
    /** A launch by a program of ours that nobody watches: at once, warnings or not. */
    public static Launch unattended(String key) {
        return new Launch(key, null, null, false, Messages.ENGLISH);
    }
}
