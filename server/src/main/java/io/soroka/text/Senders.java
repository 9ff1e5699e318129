package io.soroka.text;

import java.util.regex.Pattern;

/** What recipients may see as the sender. */
public final class Senders {
    /** A name of up to 11 signs of the Latin keyboard, or a number; both fit every network. */
    private static final Pattern USABLE = Pattern.compile("[A-Za-z0-9 ._-]{1,11}|[0-9]{3,15}");

    private Senders() {}

    /** Whether a message can be sent from this name or number. */
    public static boolean isUsable(String sender) {
        return USABLE.matcher(sender).matches();
    }
}
