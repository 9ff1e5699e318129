package io.soroka.practice;

import io.soroka.access.PracticeEntered;
import io.soroka.contacts.Clients;
import io.soroka.delivery.Delivery;
import io.soroka.imports.ClientImport;
import io.soroka.imports.ImportRefused;
import io.soroka.platform.Settings;
import io.soroka.segments.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Fills a practice department when somebody first enters it, and sees that its operators are there.
 */
@Component
class PracticeCompany implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PracticeCompany.class);
    private static final int CLIENTS = 2_000;
    private static final long SEED = 20_261_125;
    private static final String BY = "Сорока";

    private final PracticeOperators operators;
    private final Delivery delivery;
    private final Clients clients;
    private final ClientImport imports;
    private final Segments segments;
    private final SampleTexts texts;
    private final Clock clock;
    private final Settings settings;

    /** A thread of its own: what is done here must not join the transaction that has just ended. */
    private final ExecutorService work =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("practice").factory());

    PracticeCompany(
            PracticeOperators operators,
            Delivery delivery,
            Clients clients,
            ClientImport imports,
            Segments segments,
            SampleTexts texts,
            Clock clock,
            Settings settings) {
        this.operators = operators;
        this.delivery = delivery;
        this.clients = clients;
        this.imports = imports;
        this.segments = segments;
        this.texts = texts;
        this.clock = clock;
        this.settings = settings;
    }

    /** Whoever enters waits until everything is there: it takes a second or two, once. */
    @TransactionalEventListener(fallbackExecution = true)
    void entered(PracticeEntered event) {
        try {
            work.submit(() -> prepare(event.practiceDepartmentId())).get();
        } catch (ExecutionException e) {
            LOG.error(
                    "Practice department {} can't be prepared, it will be tried again when somebody enters it",
                    event.practiceDepartmentId(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void prepare(long departmentId) {
        if (operators.launch()) {
            delivery.reload();
        }
        if (clients.count(departmentId) == 0 && segments.list(departmentId).isEmpty()) {
            importClients(departmentId);
            segments.save(departmentId, "Все клиенты", "{}", BY);
            segments.save(
                    departmentId,
                    "Долг больше 5 000 ₽",
                    "{\"all\":[{\"field\":\"debt\",\"is\":\"gt\",\"value\":5000}]}",
                    BY);
            segments.save(
                    departmentId,
                    "Казань и Пермь, давно не платили",
                    """
                    {"all": [{"field": "city", "is": "in", "values": ["Казань", "Пермь"]},
                             {"field": "last_payment_date", "is": "days_ago_more", "days": 60}]}\
                    """,
                    BY);
            segments.save(
                    departmentId,
                    "Именинники месяца",
                    "{\"all\":[{\"field\":\"birth_date\",\"is\":\"anniversary_within\",\"days\":30}]}",
                    BY);
            texts.keep(departmentId, BY);
        }
    }

    private void importClients(long departmentId) {
        try {
            Path file = Files.createTempFile("practice", ".csv");
            try {
                SampleCompany.write(
                        file,
                        CLIENTS,
                        SEED,
                        LocalDate.ofInstant(clock.instant(), settings.timeZone()),
                        SampleCompany.UNUSED_PREFIXES);
                var _ = imports.run(file, departmentId, "practice");
            } finally {
                Files.delete(file);
            }
        } catch (IOException | ImportRefused e) {
            throw new IllegalStateException("The sample can't be imported", e);
        }
    }

    @Override
    public void close() {
        work.shutdownNow();
    }
}
