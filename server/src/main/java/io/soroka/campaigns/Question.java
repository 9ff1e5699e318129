package io.soroka.campaigns;

import io.soroka.policy.MessageClass;
import io.soroka.selections.Variables;
import org.jspecify.annotations.Nullable;

/**
 * What a forecast is asked about.
 *
 * @param whom conditions or an earlier run's people; segments are resolved to their conditions
 * @param text null or unusable for a forecast of people alone
 * @param selected the selection's values that the text may name; null for none
 */
record Question(
        long departmentId,
        Whom whom,
        @Nullable String text,
        @Nullable Variables selected,
        MessageClass messageClass,
        @Nullable String sender) {}
