package io.soroka.platform;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences for people, in Russian and English, from the bundle {@code messages}. */
public final class Messages {
    /** The languages there are; the first one is the default. */
    public static final Locale RUSSIAN = Locale.of("ru");

    /** English, whatever the country. */
    public static final Locale ENGLISH = Locale.ENGLISH;

    /**
     * An argument that is itself a {@linkplain #counted counted thing}.
     *
     * @param key the key without the form
     * @param number how many
     */
    public record Counted(String key, long number) {}

    private Messages() {}

    /** Whether somebody with this locale reads English; everybody else reads Russian. */
    public static boolean isEnglish(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    /**
     * The sentence with its arguments filled in, in English for an English locale, otherwise in
     * Russian.
     *
     * @throws java.util.MissingResourceException if no sentence has this key
     */
    public static String text(Locale locale, String key, Object... arguments) {
        Locale spoken = isEnglish(locale) ? ENGLISH : RUSSIAN;
        // Without this control a missing Russian bundle would fall back to the machine's language.
        ResourceBundle bundle =
                ResourceBundle.getBundle(
                        "messages",
                        spoken,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        Object[] spelt = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            spelt[i] =
                    arguments[i] instanceof Counted(String what, long number)
                            ? counted(spoken, what, number)
                            : arguments[i];
        }
        return new MessageFormat(bundle.getString(key), spoken).format(spelt);
    }

    /**
     * The same for a counted thing: the key's form for the number is chosen, {@code .one}, {@code
     * .few} or {@code .many}, by the rules of the language, and the number is its first argument.
     */
    public static String counted(Locale locale, String key, long number) {
        return text(locale, key + "." + form(locale, number), String.valueOf(number));
    }

    private static String form(Locale locale, long number) {
        if (locale.getLanguage().equals("en")) {
            return number == 1 ? "one" : "many";
        }
        long last = number % 10;
        boolean teen = number % 100 / 10 == 1;
        return teen || last == 0 || last > 4 ? "many" : last == 1 ? "one" : "few";
    }
}
