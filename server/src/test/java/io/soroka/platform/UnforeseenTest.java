package io.soroka.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class UnforeseenTest {
    @Test
    void kindsAndPlacesAreToldAndNoWordOfTheMessages() {
        var cause = new SQLException("Key (msisdn)=(79161234567) already exists", "23505");
        var fault = new IllegalStateException("can't store 79161234567: Привет", cause);
        assertThat(Unforeseen.described(fault))
                .startsWith(
                        "java.lang.IllegalStateException at io.soroka.platform.UnforeseenTest.kindsAndPlaces")
                .contains(", caused by java.sql.SQLException at io.soroka.platform.UnforeseenTest")
                .doesNotContain("7916", "Привет", "already");
        assertThat(Unforeseen.described(null)).isEqualTo("no exception");
    }

    @Test
    void aCircleOfCausesEnds() {
        var first = new IllegalStateException("a");
        var second = new IllegalStateException("b", first);
        first.initCause(second);
        assertThat(Unforeseen.described(first).split(", caused by ")).hasSize(5);
    }
}
