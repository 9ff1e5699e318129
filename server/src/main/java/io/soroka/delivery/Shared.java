package io.soroka.delivery;

import io.soroka.platform.Courtesy;
import io.soroka.platform.Ids;
import java.time.Clock;
import java.time.Duration;

/**
 * What all dispatchers work with.
 *
 * @param uncertainAfter how long a message of unknown fate waits for a decision
 */
record Shared(
        Ids ids,
        Clock clock,
        IncomingStore incoming,
        Courtesy courtesy,
        Planned planned,
        Router router,
        Duration uncertainAfter) {}
