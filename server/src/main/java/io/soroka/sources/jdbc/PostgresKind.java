package io.soroka.sources.jdbc;

import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.SingleCertValidatingFactory;
import org.springframework.stereotype.Component;

/** Databases in PostgreSQL. */
@Component
class PostgresKind implements SourceKind {
    private static final SourceOption PORT = DatabaseOptions.port(5432);

    private final SourcesSettings allowed;

    PostgresKind(SourcesSettings allowed) {
        this.allowed = allowed;
    }

    @Override
    public String kind() {
        return "postgresql";
    }

    @Override
    public List<SourceOption> options() {
        return List.of(
                DatabaseOptions.NAME,
                PORT,
                DatabaseOptions.DATABASE_NAME,
                DatabaseOptions.USER,
                DatabaseOptions.SECRET,
                DatabaseOptions.TLS,
                DatabaseOptions.AUTHORITY);
    }

    @Override
    public SourceReader open(SourceSettings settings) {
        Properties properties = DatabaseOptions.login(settings);
        properties.setProperty("ApplicationName", "soroka");
        properties.setProperty("readOnly", "true");
        properties.setProperty("gssEncMode", "disable");
        // What stands between us and the server may not keep prepared statements.
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("connectTimeout", String.valueOf(DatabaseOptions.CONNECT_SECONDS));
        // A server that does not answer to this either has fallen silent.
        properties.setProperty("cancelSignalTimeout", "1");
        properties.setProperty("loginTimeout", String.valueOf(DatabaseOptions.CONNECT_SECONDS));
        properties.setProperty(
                "socketTimeout",
                String.valueOf(settings.statementSeconds() + DatabaseOptions.CONNECT_SECONDS));
        properties.setProperty("socketFactory", GuardedSockets.class.getName());
        properties.setProperty(
                "socketFactoryArg",
                GuardedSockets.argument(settings.text(DatabaseOptions.NAME), allowed.rules()));
        secure(settings, properties);
        return DatabaseOptions.open(
                new Driver(),
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(
                                DatabaseOptions.host(settings),
                                settings.number(PORT),
                                settings.text(DatabaseOptions.DATABASE_NAME)),
                properties,
                settings.statementSeconds());
    }

    private static void secure(SourceSettings settings, Properties properties) {
        if (!DatabaseOptions.isEncrypted(settings)) {
            properties.setProperty("sslmode", "disable");
            return;
        }
        properties.setProperty("sslmode", "verify-full");
        String authority = settings.text(DatabaseOptions.AUTHORITY);
        if (authority.isEmpty()) {
            properties.setProperty("sslfactory", DefaultJavaSSLFactory.class.getName());
        } else {
            properties.setProperty("sslfactory", SingleCertValidatingFactory.class.getName());
            properties.setProperty("sslfactoryarg", authority);
        }
    }
}
