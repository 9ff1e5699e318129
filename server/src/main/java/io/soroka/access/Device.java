package io.soroka.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A browser in which someone is logged in.
 *
 * @param userAgent what the browser calls itself, at most 300 characters
 * @param address from where it came when it logged in
 * @param usedAt its latest request, to the minute
 */
public record Device(
        long id, @Nullable String userAgent, String address, Instant openedAt, Instant usedAt) {}
