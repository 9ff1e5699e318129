package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.util.Arrays;
import java.util.Locale;

/** What an API key may do; each key has some. */
public enum Scope {
    /** Read campaigns, segments, texts and runs, without the people in them. */
    CAMPAIGNS_READ,
    /** Make, change and launch campaigns, segments and texts. */
    CAMPAIGNS_WRITE,
    /** Read clients, and the people of segments and runs. */
    CLIENTS_READ,
    /** Import and change clients. */
    CLIENTS_WRITE,
    /** Read the metrics of the whole installation, in which there are no clients. */
    METRICS_READ;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', ':');

    /** The name used outside and in the database, such as "campaigns:read". */
    public String code() {
        return code;
    }

    /**
     * The scope of this code.
     *
     * @throws ProblemException 400 if there is none
     */
    public static Scope of(String code) {
        return Arrays.stream(values())
                .filter(scope -> scope.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new ProblemException(400, "scope-unknown", code).at("/scopes"));
    }
}
