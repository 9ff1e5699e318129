package io.soroka.templates;

import io.soroka.platform.Messages;
import java.util.List;
import java.util.Locale;

/** A text that is no template: what is wrong, where, and what to do about it. */
public final class TemplateException extends RuntimeException {
    /** The part of the code that says what was wrong. */
    public enum Reason {
        /** Nothing but blanks. */
        BLANK,
        /** Longer than {@value Templates#MAX_LENGTH} characters; arguments: length, limit. */
        TOO_LONG,
        /**
         * No such field; arguments: the name as written, and the nearest known one if one is near.
         */
        UNKNOWN_VARIABLE,
        /** An opening brace without its closing one. */
        UNCLOSED_BRACE,
        /** A closing brace without its opening one. */
        UNOPENED_BRACE,
        /** Braces with no name in them. */
        EMPTY_NAME
    }

    private final Reason reason;
    private final int position;
    private final List<String> arguments;

    TemplateException(Reason reason, int position, String... arguments) {
        // The arguments quote the user's text and stay out of what may be logged.
        super(code(reason) + " at " + position);
        this.reason = reason;
        this.position = position;
        this.arguments = List.of(arguments);
    }

    private static String code(Reason reason) {
        return "template." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }

    /**
     * A stable code for programs: {@code template.} and the reason, as in "template.empty-name".
     */
    public String code() {
        return code(reason);
    }

    /** Where it is wrong, in UTF-16 code units from the text's start. */
    public int position() {
        return position;
    }

    /** What the message is about, in the order that the reason states. */
    public List<String> arguments() {
        return arguments;
    }

    /** What happened and what to do, in Russian unless English is asked for. */
    public String message(Locale locale) {
        boolean nearest = reason == Reason.UNKNOWN_VARIABLE && arguments.size() == 2;
        return Messages.text(locale, nearest ? code() + ".nearest" : code(), arguments.toArray());
    }
}
