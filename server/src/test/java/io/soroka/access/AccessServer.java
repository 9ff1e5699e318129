package io.soroka.access;

import io.soroka.platform.Courtesy;
import io.soroka.platform.Problems;
import io.soroka.testing.Browser;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import java.time.Instant;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** This room and what answers for it, on a random port and a fresh database. */
final class AccessServer implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    /** Keeps parts that stand for other rooms out of tests of the whole application. */
    static final String PROFILE = "access-room";

    static final String PASSWORD = "a-long-password";

    final TestDatabase database = TestDatabase.fresh();
    final SettableClock clock = new SettableClock(START);
    final ConfigurableApplicationContext context;

    AccessServer(String... settings) {
        context =
                new SpringApplicationBuilder(Room.class)
                        .initializers(c -> {
                            c.getBeanFactory().registerSingleton("clock", clock);
                            c.getBeanFactory().registerSingleton("testDatabase", database);
                        })
                        .run(
                                Stream.concat(
                                                Stream.of(
                                                        "--server.port=0",
                                                        "--server.address=127.0.0.1",
                                                        "--spring.main.banner-mode=off",
                                                        "--spring.flyway.enabled=false",
                                                        "--spring.profiles.active=" + PROFILE,
                                                        "--logging.level.root=warn"),
                                                Stream.of(settings))
                                        .toArray(String[]::new));
    }

    /** Not a configuration by annotation, lest the whole application's scan finds it. */
    @EnableAutoConfiguration
    @ComponentScan({"io.soroka.access", "io.soroka.numbering", "io.soroka.platform.web"})
    @Import({Courtesy.class, Problems.class})
    static class Room {
        @Bean
        DataSource dataSource(TestDatabase database) {
            return database.source();
        }
    }

    /** As if it had just been started: nobody, nothing, and the first moment. */
    void empty() {
        clock.set(START);
        database.asOwner("truncate department, app_user, audit cascade");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JdbcClient sql() {
        return database.sql();
    }

    Browser browser() {
        return new Browser(((ServletWebServerApplicationContext) context).getWebServer().getPort());
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
