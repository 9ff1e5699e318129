package io.soroka.platform;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Settings.class)
class PlatformConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Ids ids(Clock clock, Settings settings) {
        return new Ids(clock, settings.node());
    }

    @Bean
    Courtesy courtesy() {
        return new Courtesy();
    }

    /** Each room registers what it tells of itself. */
    @Bean
    PrometheusRegistry metrics() {
        return new PrometheusRegistry();
    }

    @Bean
    DataFolder dataFolder(Settings settings) {
        return DataFolder.hold(settings.data());
    }

    @Bean
    Secrets secrets(Settings settings, DataFolder held) {
        return new Secrets(settings.data().resolve("secrets.key"));
    }

    /** The folder is asked for so that it is held before the database starts in it. */
    @Bean
    Database database(Settings settings, DataFolder held, PrometheusRegistry metrics) {
        return new Database(settings, metrics);
    }

    /** The pool is closed with {@link Database}, not by itself. */
    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.pool();
    }

    /** Nobody but the migrations gets it. */
    @Bean(destroyMethod = "", defaultCandidate = false)
    @FlywayDataSource
    DataSource ownerSource(Database database) {
        return database.ownerSource();
    }

    @Bean
    Ownership ownership(Database database) {
        return new Ownership(database.role());
    }
}
