package io.soroka.imports;

import io.soroka.contacts.Client;
import io.soroka.contacts.Clients;
import io.soroka.contacts.Consents;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.numbering.Numbers;
import io.soroka.testing.TestDatabase;
import io.soroka.testing.TestFields;
import io.soroka.testing.TestSettings;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A fresh database with the room's parts over it, and files to import. */
public final class ContactsFixture implements AutoCloseable {

    static final long DEPARTMENT = 7;
    static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    public final TestDatabase database = TestDatabase.fresh();
    public final JdbcClient sql = database.sql();
    public final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    public final FieldCatalogue catalogue = TestFields.of(database, clock);
    public final Clients clients = new Clients(sql, catalogue, clock);
    public final Consents consents = new Consents(sql, clock);
    final ClientImport files =
            new ClientImport(
                    new JdbcTemplate(database.source()),
                    new JdbcTransactionManager(database.source()),
                    catalogue,
                    new Numbers("RU"),
                    clock,
                    TestSettings.in("Europe/Moscow"));
    private final Path folder;

    public ContactsFixture() {
        try {
            folder = Files.createTempDirectory("contacts");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public ImportResult run(String text) {
        return run(text.getBytes(StandardCharsets.UTF_8));
    }

    ImportResult run(String text, Charset charset) {
        return run(text.getBytes(charset));
    }

    ImportResult run(byte[] bytes) {
        return files.run(file(bytes), DEPARTMENT, "file");
    }

    Path file(byte[] bytes) {
        try {
            return Files.write(folder.resolve("clients.csv"), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** All clients of the department, oldest first. */
    List<Client> all() {
        return sql.sql("select * from client where department_id = ? order by id")
                .param(DEPARTMENT)
                .query(Clients.rowMapper(catalogue.fields()))
                .list();
    }

    public Client only() {
        List<Client> all = all();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " clients instead of one");
        }
        return all.getFirst();
    }

    @Override
    public void close() {
        database.close();
    }
}
