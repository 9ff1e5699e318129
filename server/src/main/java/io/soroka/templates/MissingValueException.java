package io.soroka.templates;

import io.soroka.platform.Messages;
import java.util.Locale;

/** A recipient lacks a value and the text has nothing to say instead. */
public final class MissingValueException extends RuntimeException {
    private final String variable;

    MissingValueException(String variable) {
        super("No value and no fallback for " + variable);
        this.variable = variable;
    }

    /** The field's key. */
    public String variable() {
        return variable;
    }

    /**
     * What happened and what to do, in Russian unless English is asked for.
     *
     * @param title the field's title in that language
     */
    public String message(Locale locale, String title) {
        return Messages.text(locale, "template.missing-value", title);
    }
}
