package io.soroka.providers;

/**
 * Why a provider did not take a part.
 *
 * @param kind what to do about it
 * @param code the provider's own code, such as {@code 0x58}
 */
public record Refusal(Kind kind, String code) {
    /** Ours: the connection would cut the text into another number of parts than was planned. */
    public static final String CUT_OTHERWISE = "cut-otherwise";

    /** What a refusal asks for. */
    public enum Kind {
        /** Too fast or queue full: the same part again, a little later. */
        THROTTLED,
        /** A fault that may pass: again, after a longer while. */
        TEMPORARY,
        /** This part will never be taken. */
        PERMANENT
    }
}
