package io.soroka.templates;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** This room's sentences from the common bundle; the root bundle is Russian. */
final class Messages {
    private Messages() {}

    static String text(Locale locale, String key, List<String> arguments) {
        // Without this control a missing Russian bundle would fall back to the machine's language.
        ResourceBundle bundle =
                ResourceBundle.getBundle(
                        "messages",
                        locale,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(bundle.getString(key), locale).format(arguments.toArray());
    }
}
