package io.soroka.sources.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.platform.postgres.EmbeddedPostgres;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import io.soroka.testing.Certificates;
import io.soroka.testing.Folders;
import io.soroka.testing.MariaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Databases behind TLS, with a certificate that no authority of the machine knows. */
@Tag("slow")
class EncryptionTest {
    private static final SourcesSettings LOOPBACK =
            new SourcesSettings(List.of("localhost", "127.0.0.1"), null, List.of());

    private static Path file(Path folder, String name, String text, String owner) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        if (System.getProperty("user.name").equals("root")) {
            Files.setOwner(
                    file,
                    file.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(owner));
        }
        return file;
    }

    /**
     * Only who proves with the given certificate to be the host that was asked for is talked to.
     */
    private static void check(
            SourceKind kind,
            Map<String, String> place,
            String secret,
            Certificates right,
            Certificates wrong) {
        try (SourceReader reader = open(kind, place, secret, "localhost", right.certificate())) {
            assertThat(reader.entities()).isNotEmpty();
        }
        for (String authority : List.of("", wrong.certificate())) {
            assertThatThrownBy(() -> open(kind, place, secret, "localhost", authority))
                    .isInstanceOf(SourceFailure.class)
                    .hasNoCause();
        }
        // It stands for localhost alone.
        assertThatThrownBy(() -> open(kind, place, secret, "127.0.0.1", right.certificate()))
                .isInstanceOf(SourceFailure.class);
    }

    private static SourceReader open(
            SourceKind kind,
            Map<String, String> place,
            String secret,
            String host,
            String authority) {
        Map<String, String> options = new HashMap<>(place);
        options.put("host", host);
        options.put("tls", "on");
        options.put("authority", authority);
        return kind.open(new SourceSettings(options, secret, 20));
    }

    @Test
    void mariadb() throws Exception {
        Certificates right = Certificates.of("dns:localhost");
        Path folder = Folders.fresh("mariadb-tls");
        try (MariaServer server =
                MariaServer.start(
                        "--ssl-cert=" + file(folder, "cert.pem", right.certificate(), "mysql"),
                        "--ssl-key=" + file(folder, "key.pem", right.key(), "mysql"))) {
            server.sql("create table thing (id int primary key)");
            check(
                    new MariaKind(LOOPBACK),
                    Map.of(
                            "port",
                            String.valueOf(server.port()),
                            "database",
                            "crm",
                            "user",
                            "soroka"),
                    MariaServer.PASSWORD,
                    right,
                    Certificates.of("dns:localhost"));
        }
    }

    @Test
    void postgresql() throws Exception {
        Certificates right = Certificates.of("dns:localhost");
        Path folder = Folders.fresh("postgres-tls");
        try (EmbeddedPostgres server =
                EmbeddedPostgres.start(
                        folder,
                        Path.of("target").toAbsolutePath().resolve("postgresql"),
                        Map.of(
                                "ssl",
                                "on",
                                "ssl_cert_file",
                                file(folder, "cert.pem", right.certificate(), "nobody").toString(),
                                "ssl_key_file",
                                file(folder, "key.pem", right.key(), "nobody").toString()))) {
            String[] place =
                    server.url("postgres").replaceFirst("jdbc:postgresql://", "").split("[:/?]");
            try (var connection =
                            java.sql.DriverManager.getConnection(
                                    server.url("postgres"), server.user(), server.password());
                    var statement = connection.createStatement()) {
                statement.execute("create table thing (id int primary key)");
            }
            check(
                    new PostgresKind(LOOPBACK),
                    Map.of("port", place[1], "database", "postgres", "user", server.user()),
                    server.password(),
                    right,
                    Certificates.of("dns:localhost"));
        }
    }
}
