package io.soroka.imports;

import io.soroka.contacts.Client;
import io.soroka.contacts.ClientUse;
import io.soroka.contacts.Clients;
import io.soroka.contacts.Consents;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.numbering.Numbers;
import io.soroka.platform.Settings;
import io.soroka.tables.TemporaryFiles;
import io.soroka.testing.Folders;
import io.soroka.testing.SettableClock;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestFields;
import io.soroka.testing.TestServer;
import io.soroka.testing.TestSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** The room's imports over a fresh database, without a web server. */
public final class ImportsFixture implements AutoCloseable {

    static final long DEPARTMENT = 7;

    public final TestDatabase database = TestDatabase.fresh();
    public final JdbcClient sql = database.sql();
    public final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T09:00:00Z"));
    public final FieldCatalogue catalogue = TestFields.of(database, clock);
    public final Clients clients = new Clients(sql, catalogue, clock);
    public final Consents consents = new Consents(sql, clock);
    final List<ClientUse> uses = new ArrayList<>();
    final ImportStore store = new ImportStore(sql, JsonMapper.builder().build(), clock);
    final ImportFiles stored = new ImportFiles(sql);
    final Path folder;
    final ImportSettings settings;
    final ImportRunner runner;
    final ClientImport files;
    final Imports imports;

    public ImportsFixture() {
        this(new ImportSettings(2, 30, 5_000, Duration.ofDays(7), Duration.ofDays(30)));
    }

    ImportsFixture(ImportSettings settings) {
        this.settings = settings;
        sql.sql(
                        """
                        insert into department (id, name) overriding system value
                        values (7, 'Seven'), (8, 'Eight'), (9, 'Nine')
                        """)
                .update();
        try {
            folder = Folders.fresh("imports");
            Settings defaults = TestSettings.in("Europe/Moscow");
            TemporaryFiles uploads =
                    new TemporaryFiles(
                            new Settings(folder, 0, defaults.timeZone(), defaults.database()));
            var transactions = new JdbcTransactionManager(database.source());
            Numbers numbers = new Numbers("RU");
            files =
                    new ClientImport(
                            new JdbcTemplate(database.source()),
                            transactions,
                            catalogue,
                            numbers,
                            clock,
                            defaults);
            runner = new ImportRunner(files, store, stored, uploads, settings);
            imports =
                    new Imports(
                            store,
                            runner,
                            stored,
                            files,
                            uploads,
                            settings,
                            catalogue,
                            numbers,
                            clock,
                            sql,
                            uses,
                            transactions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Import upload(String text) {
        return upload("clients.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    Import upload(String name, byte[] bytes) {
        try {
            return imports.upload(DEPARTMENT, "Анна", name, new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Import columns(Import one, Object... indexAndField) {
        Map<Integer, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < indexAndField.length; i += 2) {
            fields.put((Integer) indexAndField[i], (String) indexAndField[i + 1]);
        }
        return imports.setColumns(one.id(), DEPARTMENT, fields);
    }

    /** Starts it and waits until it has run. */
    Import run(Import one) {
        Import ignored = imports.start(one.id(), DEPARTMENT);
        TestServer.await(
                "the import has run",
                () -> imports.find(one.id(), DEPARTMENT).status() != Import.Status.RUNNING);
        return imports.find(one.id(), DEPARTMENT);
    }

    public Import run(String text) {
        return run(upload(text));
    }

    String rejected(Import one, Locale language) {
        StringWriter out = new StringWriter();
        try {
            imports.rejected(one.id(), DEPARTMENT, language).write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    List<Client> all() {
        return sql.sql("select * from client where department_id = ? order by id")
                .param(DEPARTMENT)
                .query(Clients.rowMapper(catalogue.fields()))
                .list();
    }

    /** Every value of every client and every answer that counts, as the database writes them. */
    String everything() {
        return String.join(
                "\n",
                sql.sql(
                                """
                                select c::text from client c union all
                                select (k.client_id, k.given, k.source)::text from consent k join client c on c.id = k.client_id
                                 where k.annulled_at is null order by 1
                                """)
                        .query(String.class)
                        .list());
    }

    /** Files left in the folder of uploads. */
    List<Path> left() {
        try (var files = Files.list(folder.resolve("uploads"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        runner.close();
        database.close();
    }
}
