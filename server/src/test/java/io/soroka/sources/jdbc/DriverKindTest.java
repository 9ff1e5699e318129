package io.soroka.sources.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import io.soroka.testing.Folders;
import io.soroka.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A driver that somebody put into a folder: PostgreSQL's own, loaded a second time. */
class DriverKindTest {
    private static Path folderWithDriver() throws Exception {
        Path folder = Folders.fresh("drivers");
        Path jar =
                Path.of(
                        org.postgresql.Driver.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Files.copy(jar, folder.resolve("postgresql.jar"));
        Files.writeString(folder.resolve("README.txt"), "No driver.");
        return folder;
    }

    private static SourceSettings at(String url, TestDatabase database) {
        return new SourceSettings(
                Map.of("url", url, "user", database.user()), database.password(), 20);
    }

    @Test
    void reads_through_a_driver_from_the_folder_at_listed_addresses_only() throws Exception {
        try (TestDatabase database = TestDatabase.fresh()) {
            database.sql().sql("create table thing (id int primary key)").update();
            database.sql().sql("insert into thing values (7)").update();
            String url = database.url();
            var kind =
                    new DriverKind(
                            new SourcesSettings(
                                    List.of(), folderWithDriver(), List.of(url, "jdbc:unheard:x")));
            try (SourceReader reader = kind.open(at(url, database))) {
                assertThat(reader.preview("public.thing", 5)).hasSize(1);
            }
            for (String other :
                    List.of(url + "?options=x", url + "x", "jdbc:postgresql://10.0.0.1/x")) {
                assertThatThrownBy(() -> kind.open(at(other, database)))
                        .isInstanceOf(SourceFailure.class)
                        .hasMessage("source.url-refused");
            }
            assertThatThrownBy(() -> kind.open(at("jdbc:unheard:x", database)))
                    .hasMessage("source.no-driver");
            var without = new DriverKind(new SourcesSettings(List.of(), null, List.of(url)));
            assertThatThrownBy(() -> without.open(at(url, database)))
                    .hasMessage("source.no-driver");
            var missing =
                    new DriverKind(
                            new SourcesSettings(
                                    List.of(), Path.of("target/no-such-folder"), List.of(url)));
            assertThatThrownBy(() -> missing.open(at(url, database)))
                    .hasMessage("source.drivers-unreadable");
        }
    }

    @Test
    void each_database_is_asked_for_few_rows_in_its_own_way() {
        assertThat(Dialect.POSTGRESQL.limit(5)).isEqualTo("limit 5");
        assertThat(Dialect.MYSQL.limit(5)).isEqualTo("limit 5");
        assertThat(Dialect.SQL_SERVER.limit(5)).isEqualTo("offset 0 rows fetch next 5 rows only");
        assertThat(Dialect.OTHER.limit(5)).isEqualTo("fetch first 5 rows only");
    }
}
