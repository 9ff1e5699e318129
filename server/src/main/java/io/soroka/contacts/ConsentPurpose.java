package io.soroka.contacts;

import io.soroka.platform.Messages;
import java.util.Locale;

/**
 * What consent is asked for.
 *
 * @param key a small Latin letter, then letters, digits and underscores, 40 in all
 * @param archived whether it is no longer offered; answers and what names it stay
 * @param version grows with every change
 */
public record ConsentPurpose(
        String key, String titleRu, String titleEn, boolean archived, int version) {

    /** Advertising, which the law asks consent for; it is always there. */
    public static final String ADVERTISING = "advertising";

    /** What it is called in a language. */
    public String title(Locale language) {
        return Messages.isEnglish(language) ? titleEn : titleRu;
    }
}
