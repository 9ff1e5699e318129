package io.soroka.access;

import java.time.Instant;

/**
 * Lets whoever has it choose a user's password, once.
 *
 * @param token the only copy there is
 * @param expiresAt when it stops working
 */
public record PasswordLink(String token, Instant expiresAt) {
    @Override
    public String toString() {
        return "PasswordLink until " + expiresAt;
    }
}
