package io.soroka.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request: someone logged in, or a program with an API key.
 *
 * @param user the person; for a key, a campaign manager under the key's name with the id of whoever
 *     made the key
 * @param departmentId whose rows are seen and added: the user's department, or its practice twin
 * @param practice whether the session practises
 * @param sessionId the session's id; null for a key
 * @param key the key; null for a session
 */
public record Caller(
        User user,
        long departmentId,
        boolean practice,
        @Nullable Long sessionId,
        @Nullable Key key) {

    /** The key a program showed. */
    public record Key(long id, Set<Scope> scopes) {}
}
