package io.soroka.sources.jdbc;

import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourceWriter;
import io.soroka.sources.SourcesSettings;
import io.soroka.sources.WritableKind;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.postgresql.ssl.SingleCertValidatingFactory;
import org.springframework.stereotype.Component;

/** Databases in PostgreSQL. */
@Component
class PostgresKind implements WritableKind {
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
        Properties properties = properties(settings, DatabaseOptions.login(settings));
        properties.setProperty("readOnly", "true");
        return DatabaseOptions.open(
                new Driver(), url(settings), properties, settings.statementSeconds());
    }

    @Override
    public List<SourceOption> writeOptions() {
        return List.of(DatabaseOptions.TABLE, DatabaseOptions.WRITER, DatabaseOptions.SECRET);
    }

    @Override
    public SourceWriter openWriter(SourceSettings settings) {
        Properties properties = properties(settings, DatabaseOptions.writerLogin(settings));
        // A number of theirs may be a text or a number.
        properties.setProperty("stringtype", "unspecified");
        properties.setProperty("reWriteBatchedInserts", "true");
        return DatabaseOptions.openWriter(new Driver(), url(settings), properties, settings);
    }

    private Properties properties(SourceSettings settings, Properties properties) {
        properties.setProperty("ApplicationName", "soroka");
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
        return properties;
    }

    private static String url(SourceSettings settings) {
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(
                        DatabaseOptions.host(settings),
                        settings.number(PORT),
                        settings.text(DatabaseOptions.DATABASE_NAME));
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
