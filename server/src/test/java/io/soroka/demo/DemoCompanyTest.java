package io.soroka.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.delivery.Delivery;
import io.soroka.providers.Connection;
import io.soroka.providers.Connections;
import io.soroka.testing.TestServer;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class DemoCompanyTest {
    /** The operators listen at other ports each time; what people have set is theirs. */
    @Test
    void aRestartFindsTheOperatorsAgainAndForgetsNothing() throws Exception {
        try (TestServer server = TestServer.start("{\"operators\": [{\"name\": \"one\"}]}")) {
            server.sql()
                    .sql(
                            """
                            update connection
                               set parts_per_day = 15, unit_price = 7.25,
                                   options = options || '{"port": "1", "window": "3"}'
                            """)
                    .update();
            server.restart();
            Connection one = server.bean(Connections.class).all().getFirst();
            assertThat(one.limits().perDay()).isEqualTo(15);
            assertThat(one.unitPrice()).isEqualByComparingTo(new BigDecimal("7.25"));
            assertThat(one.options()).containsEntry("window", "3");
            TestServer.await(
                    "it is bound", () -> server.bean(Delivery.class).sessions(one.id()) > 0);
        }
    }
}
