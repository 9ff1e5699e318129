package io.soroka.campaigns;

import java.util.Locale;

/** Whole numbers as people read them in sentences. */
final class Figures {
    private Figures() {}

    /** Thousands apart: by a no-break space in Russian, by a comma in English. */
    static String grouped(long number, Locale language) {
        String english = String.format(Locale.ENGLISH, "%,d", number);
        return language.getLanguage().equals("en") ? english : english.replace(',', '\u00a0');
    }
}
