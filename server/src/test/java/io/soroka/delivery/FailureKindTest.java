package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.delivery.Fates.Cause;
import io.soroka.delivery.Fates.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureKindTest {
    @ParameterizedTest
    @CsvSource({
        "UNDELIVERED, 001, GONE",
        "REJECTED, 5, GONE",
        "UNDELIVERED, 011, GONE",
        "REFUSED, 0x0B, GONE",
        "REFUSED, 0x58, REFUSED",
        "REFUSED, , REFUSED",
        // A status that only looks like a network error.
        "REFUSED, 1, REFUSED",
        "UNDELIVERED, 027, ABSENT",
        "UNDELIVERED, 6, ABSENT",
        "REJECTED, 32, ABSENT",
        "UNDELIVERED, 013, REFUSED",
        "UNDELIVERED, 21, REFUSED",
        "REJECTED, , REFUSED",
        "REJECTED, x1, REFUSED",
        "UNDELIVERED, , OTHER",
        "UNDELIVERED, 000, OTHER",
        "UNDELIVERED, 34, OTHER",
        "UNDELIVERED, 777, OTHER",
        "EXPIRED, 1, EXPIRED",
        "DELETED, 1, OTHER",
        "UNKNOWN, , OTHER",
        "GIVEN_UP, , OTHER",
    })
    void aCauseIsOfAKind(Kind kind, @Nullable String code, FailureKind failure) {
        assertThat(FailureKind.of(new Cause(kind, code))).isEqualTo(failure);
    }

    @Test
    void aRunThatWasStoppedHalfwayIsNobodysFault() {
        assertThat(FailureKind.of(null)).isEqualTo(FailureKind.OTHER);
    }
}
