package io.soroka.delivery;

import io.soroka.providers.Inbound;
import io.soroka.providers.Refusal;

/** What a dispatcher learns from its link, or is told by others, in the order of arrival. */
sealed interface Event {
    record Accepted(long token, String providerId) implements Event {}

    record Refused(long token, Refusal refusal) implements Event {}

    record NotSent(long token) implements Event {}

    record Unknown(long token, String reason) implements Event {}

    record Received(Inbound inbound) implements Event {}

    /** There may be something new in the lanes, or the number of sessions changed. */
    record Wake() implements Event {}
}
