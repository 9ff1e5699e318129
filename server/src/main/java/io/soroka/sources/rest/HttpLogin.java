package io.soroka.sources.rest;

import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How we prove who we are.
 *
 * @param way one of the choices of {@link #LOGIN}
 * @param user name for {@code basic}, id for {@code oauth}
 * @param header its name for {@code key}
 * @param tokenAddress where {@code oauth} gets its tokens
 * @param scope what {@code oauth} asks for; may be empty
 * @param secret never printed
 */
public record HttpLogin(
        String way, String user, String header, String tokenAddress, String scope, String secret) {
    private static final Pattern ONE_LINE = Pattern.compile("\\P{Cntrl}*");

    /** The way. */
    public static final SourceOption LOGIN =
            SourceOption.choice(
                    "login", "bearer", List.of("none", "bearer", "basic", "key", "oauth"));

    /** Name or id. */
    public static final SourceOption USER = SourceOption.optional("user", 200, ONE_LINE);

    /** The name of a header. */
    public static final SourceOption HEADER =
            new SourceOption(
                    "header",
                    SourceOption.Type.TEXT,
                    "X-API-Key",
                    Pattern.compile("[A-Za-z0-9-]+"),
                    0,
                    100,
                    List.of());

    /** Where tokens come from. */
    public static final SourceOption TOKEN_ADDRESS =
            SourceOption.optional("tokenAddress", 1_000, Pattern.compile("https?://[^\\s#]+"));

    /** What tokens are for. */
    public static final SourceOption SCOPE = SourceOption.optional("scope", 500, ONE_LINE);

    /** Password, key or token. */
    public static final SourceOption SECRET = SourceOption.secret(4_000);

    /** What a person is asked. */
    public static final List<SourceOption> OPTIONS =
            List.of(LOGIN, USER, SECRET, HEADER, TOKEN_ADDRESS, SCOPE);

    /** What was set. */
    static HttpLogin of(SourceSettings settings) {
        return new HttpLogin(
                settings.text(LOGIN),
                settings.text(USER),
                settings.text(HEADER),
                settings.text(TOKEN_ADDRESS),
                settings.text(SCOPE),
                settings.secret().strip());
    }

    boolean needsToken() {
        return way.equals("oauth");
    }

    URI tokenEndpoint() {
        if (tokenAddress.isEmpty()) {
            throw new SourceFailure("source.no-token-address");
        }
        return SourceHttp.address(tokenAddress);
    }

    /** User and secret as a header's value. */
    String basic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "HttpLogin[" + way + "]";
    }
}
