package io.soroka.sources;

import io.soroka.contacts.ClientUse;
import io.soroka.contacts.intake.SourcedClients;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourcesSettings.class)
class SourcesConfiguration {
    @Bean
    SourcedClients sourcedClients(JdbcClient sql, List<ClientUse> uses) {
        return new SourcedClients(sql, uses);
    }
}
