package io.soroka.campaigns;

import io.soroka.policy.MessageClass;
import org.jspecify.annotations.Nullable;

/**
 * What a forecast is asked about.
 *
 * @param whom conditions or an earlier run's people; segments are resolved to their conditions
 * @param text null or unusable for a forecast of people alone
 */
record Question(
        long departmentId,
        Whom whom,
        @Nullable String text,
        MessageClass messageClass,
        @Nullable String sender) {}
