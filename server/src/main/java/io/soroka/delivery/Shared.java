package io.soroka.delivery;

import io.soroka.platform.Courtesy;
import io.soroka.platform.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What all dispatchers work with.
 *
 * @param uncertainAfter how long a message of unknown fate waits for a decision
 * @param askAfter how late a receipt is before the provider is asked
 * @param zone in which days and hours are counted
 */
record Shared(
        Ids ids,
        Clock clock,
        IncomingStore incoming,
        Courtesy courtesy,
        Planned planned,
        Router router,
        Duration uncertainAfter,
        Duration askAfter,
        ZoneId zone) {}
