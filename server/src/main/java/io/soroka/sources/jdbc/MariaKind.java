package io.soroka.sources.jdbc;

import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourceWriter;
import io.soroka.sources.SourcesSettings;
import io.soroka.sources.WritableKind;
import java.util.List;
import java.util.Properties;
import org.mariadb.jdbc.Driver;
import org.springframework.stereotype.Component;

/** Databases in MariaDB and MySQL. */
@Component
class MariaKind implements WritableKind {
    private static final SourceOption PORT = DatabaseOptions.port(3306);

    private final SourcesSettings allowed;

    MariaKind(SourcesSettings allowed) {
        this.allowed = allowed;
    }

    @Override
    public String kind() {
        return "mariadb";
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
        return DatabaseOptions.open(
                new Driver(),
                url(settings),
                properties(settings, DatabaseOptions.login(settings)),
                settings.statementSeconds());
    }

    @Override
    public List<SourceOption> writeOptions() {
        return List.of(DatabaseOptions.TABLE, DatabaseOptions.WRITER, DatabaseOptions.SECRET);
    }

    @Override
    public SourceWriter openWriter(SourceSettings settings) {
        return DatabaseOptions.openWriter(
                new Driver(),
                url(settings),
                properties(settings, DatabaseOptions.writerLogin(settings)),
                settings);
    }

    private Properties properties(SourceSettings settings, Properties properties) {
        // Otherwise a server could ask for any file of ours.
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("yearIsDateType", "false");
        properties.setProperty("sessionVariables", "time_zone='+00:00'");
        properties.setProperty(
                "connectTimeout", String.valueOf(DatabaseOptions.CONNECT_SECONDS * 1000));
        properties.setProperty(
                "socketTimeout",
                String.valueOf(
                        (settings.statementSeconds() + DatabaseOptions.CONNECT_SECONDS) * 1000));
        properties.setProperty("socketFactory", GuardedSockets.class.getName());
        properties.setProperty(
                GuardedSockets.OPTION,
                GuardedSockets.argument(settings.text(DatabaseOptions.NAME), allowed.rules()));
        secure(settings, properties);
        return properties;
    }

    private static String url(SourceSettings settings) {
        return "jdbc:mariadb://%s:%d/%s"
                .formatted(
                        DatabaseOptions.host(settings),
                        settings.number(PORT),
                        settings.text(DatabaseOptions.DATABASE_NAME));
    }

    private static void secure(SourceSettings settings, Properties properties) {
        if (!DatabaseOptions.isEncrypted(settings)) {
            properties.setProperty("sslMode", "disable");
            return;
        }
        properties.setProperty("sslMode", "verify-full");
        String authority = settings.text(DatabaseOptions.AUTHORITY);
        if (!authority.isEmpty()) {
            properties.setProperty("serverSslCert", authority);
        }
    }
}
