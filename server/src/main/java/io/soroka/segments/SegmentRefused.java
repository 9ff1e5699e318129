package io.soroka.segments;

/** A segment that cannot be saved under its name. */
public final class SegmentRefused extends RuntimeException {

    SegmentRefused(String messageKey) {
        super(messageKey);
    }

    /** The key, in the message bundles, of what is wrong and what to do. */
    public String messageKey() {
        return String.valueOf(getMessage());
    }
}
