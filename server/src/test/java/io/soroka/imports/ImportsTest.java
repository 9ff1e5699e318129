package io.soroka.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.contacts.Client;
import io.soroka.contacts.ClientUse;
import io.soroka.contacts.ConsentChannel;
import io.soroka.contacts.Consents;
import io.soroka.imports.Import.Status;
import io.soroka.platform.ProblemException;
import io.soroka.tables.TemporaryFiles;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports step by step, with files written by hand. */
class ImportsTest {

    private static final Locale RUSSIAN = Locale.of("ru");

    private static ImportsFixture contacts;

    @BeforeAll
    static void start() {
        contacts = new ImportsFixture();
    }

    @AfterAll
    static void stop() {
        contacts.close();
    }

    @BeforeEach
    void empty() {
        contacts.sql
                .sql(
                        "truncate client, opt_out, client_import, client_import_file, client_change, client_import_met, name_word")
                .update();
        contacts.uses.clear();
    }

    private static void problem(ThrowingCallable call, int status, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.code()).isEqualTo(code);
                            assertThat(problem.status()).isEqualTo(status);
                        });
    }

    private static void refused(ThrowingCallable call, String messageKey) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ImportRefused.class,
                        refused -> assertThat(refused.messageKey()).isEqualTo(messageKey));
        assertThat(contacts.left()).as("a broken upload leaves nothing").isEmpty();
        assertThat(contacts.imports.list(null, null, 10)).isEmpty();
    }

    @Test
    void guessesColumnsAndShowsWhatTheNumbersBecome() {
        Import one =
                contacts.upload(
                        "C:\\выгрузки\\клиенты.csv",
                        "Телефон;Фамилия;Любимый цвет;фамилия\n8 (916) 123-45-67;Иванов;синий;Петров\n\n495 123-45-67;Орлова;;\n"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(one.status()).isEqualTo(Status.UPLOADED);
        assertThat(one.fileName()).isEqualTo("клиенты.csv");
        assertThat(one.createdBy()).isEqualTo("Анна");
        assertThat(one.columns())
                .containsExactly(
                        new Import.Column(
                                0,
                                "Телефон",
                                List.of("8 (916) 123-45-67", "495 123-45-67"),
                                "phone",
                                true),
                        new Import.Column(
                                1, "Фамилия", List.of("Иванов", "Орлова"), "last_name", true),
                        new Import.Column(2, "Любимый цвет", List.of("синий"), null, true),
                        new Import.Column(3, "фамилия", List.of("Петров"), null, true));
        assertThat(one.preview())
                .containsExactly(
                        new Import.Preview(
                                2,
                                79161234567L,
                                null,
                                List.of("8 (916) 123-45-67", "Иванов", "синий", "Петров")),
                        new Import.Preview(
                                4,
                                null,
                                new Import.Failure("number.not-mobile", List.of()),
                                List.of("495 123-45-67", "Орлова", "", "")));
        assertThat(contacts.left()).isEmpty();
    }

    @Test
    void leavesNoNamesThatSearchesWouldHaveToReadOneByOne() {
        var file = new StringBuilder("Телефон;Фамилия\n");
        for (int i = 0; i < 500; i++) {
            file.append(9_160_000_000L + i).append(";Фамилия").append(i).append('\n');
        }
        contacts.run(file.toString());
        assertThat(
                        contacts.sql
                                .sql("select gin_clean_pending_list('client_name')")
                                .query(Long.class)
                                .single())
                .as("pages of names that were still waiting for their index")
                .isZero();
    }

    @Test
    void showsTheFirstTwentyRows() {
        Import one = contacts.upload("Телефон\n" + "9161234567\n".repeat(25));
        assertThat(one.preview()).hasSize(20);
        assertThat(one.preview().getLast().row()).isEqualTo(21);
    }

    @Test
    void ofSeveralPhoneColumnsTakesTheOneWithNumbers() {
        Import one =
                contacts.upload(
                        "Телефон,Мобильный,Доп. телефон\n4951234567,9161234567,\n,9161234568,x\n");
        assertThat(one.columns())
                .extracting(Import.Column::field)
                .containsExactly(null, "phone", null);
    }

    @Test
    void importsWithTheColumnsThatWereChosen() {
        Import one = contacts.upload("A,B,C\n9161234567,Оля,Казань\n9161234568,Яна,Пермь\n");
        assertThat(one.columns()).extracting(Import.Column::field).containsOnlyNulls();
        assertThat(one.preview()).extracting(Import.Preview::msisdn).containsOnlyNulls();
        problem(() -> contacts.imports.start(one.id(), 7L), 422, "import-no-number");
        Import chosen = contacts.columns(one, 0, "phone", 2, "city");
        assertThat(chosen.columns().get(0)).extracting(Import.Column::guessed).isEqualTo(false);
        assertThat(chosen.columns().get(1)).extracting(Import.Column::guessed).isEqualTo(true);
        assertThat(chosen.preview())
                .extracting(Import.Preview::msisdn)
                .containsExactly(79161234567L, 79161234568L);
        Import done = contacts.run(chosen);
        assertThat(done.status()).isEqualTo(Status.DONE);
        assertThat(done.result())
                .isEqualTo(new ImportResult(2, 2, 0, 0, 2, 0, List.of(), List.of()));
        assertThat(done.undoable()).isTrue();
        assertThat(done.preview()).isEmpty();
        assertThat(contacts.all())
                .extracting(c -> c.msisdn() + " " + c.values())
                .containsExactly("79161234567 {city=Казань}", "79161234568 {city=Пермь}");
        assertThat(
                        contacts.sql
                                .sql("select count(*) from client where import_id = ?")
                                .param(one.id())
                                .query(Long.class)
                                .single())
                .isEqualTo(2);
        assertThat(contacts.stored.has(one.id(), false)).as("the file is gone").isFalse();
    }

    @Test
    void refusesColumnsThatMakeNoSense() {
        Import one = contacts.upload("Телефон,Имя\n9161234567,Оля\n");
        problem(() -> contacts.columns(one, 2, "city"), 422, "import-column-unknown");
        problem(() -> contacts.columns(one, -1, "city"), 422, "import-column-unknown");
        problem(() -> contacts.columns(one, 1, "msisdn"), 422, "import-field-unknown");
        problem(() -> contacts.columns(one, 1, "phone"), 422, "import-field-twice");
        Import swapped = contacts.columns(one, 1, "phone", 0, null);
        assertThat(swapped.columns())
                .extracting(Import.Column::field)
                .containsExactly(null, "phone");
        assertThat(swapped.preview().getFirst().problem())
                .isEqualTo(new Import.Failure("number.letters", List.of()));
    }

    @Test
    void keepsEveryRejectedRowInItsShape() {
        Import done =
                contacts.run(
                        """
                        Телефон\tИмя\tДолг
                        нет\t=HYPERLINK("http://x")\t-5,00
                        +7916123\t"Оля ""О.""\"\t@x
                        9161234567\tЯна\t1
                        """);
        assertThat(done.result().rejected()).isEqualTo(2);
        assertThat(contacts.rejected(done, RUSSIAN))
                .isEqualTo(
                        "\ufeffТелефон\tИмя\tДолг\tПочему не загружено\r\n"
                                + "нет\t\"'=HYPERLINK(\"\"http://x\"\")\"\t'-5,00\tВ номере есть буквы или лишние знаки. Оставьте только номер.\r\n"
                                + "'+7916123\t\"Оля \"\"О.\"\"\"\t'@x\tВ номере не хватает цифр: найдено 7.\r\n");
        assertThat(contacts.rejected(done, Locale.ENGLISH)).contains("\tWhy not imported\r\n");
    }

    @Test
    void rejectedRowsCanBeMendedAndSentAgain() {
        Import done = contacts.run("Телефон;Имя;Долг\n+791612345678;-Оля;-5\nнет;Яна;1\n");
        String mended =
                contacts.rejected(done, RUSSIAN)
                        .replace("'+791612345678", "'+79161234567")
                        .replace("нет;", "9161234568;");
        Import again = contacts.run(mended);
        assertThat(again.result())
                .isEqualTo(new ImportResult(2, 2, 0, 0, 2, 0, List.of(), List.of()));
        assertThat(contacts.all())
                .extracting(c -> c.msisdn() + " " + c.values())
                .containsExactly(
                        "79161234567 {first_name=-Оля, debt=-5.00}",
                        "79161234568 {first_name=Яна, debt=1.00}");
    }

    @Test
    void moreRejectedRowsThanAreShownCanBeFetched() {
        Import done = contacts.run("Телефон\n" + "нет\n".repeat(1_500));
        assertThat(done.result().rejections()).hasSize(1_000);
        assertThat(contacts.rejected(done, RUSSIAN).lines().count()).isEqualTo(1_501);
        Import fine = contacts.run("Телефон\n9161234567\n");
        problem(() -> contacts.imports.rejected(fine.id(), 7L, RUSSIAN), 404, "not-found");
    }

    @Test
    void aFileThatTurnsOutBrokenFailsWhole() {
        StringBuilder text = new StringBuilder("Телефон;Имя\n");
        for (int i = 0; i < 100; i++) {
            text.append("9161234567;Оля\n");
        }
        Import failed = contacts.run(text + "9161234568;\"Яна\n");
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.failure())
                .isEqualTo(new Import.Failure("import.quote-unclosed", List.of("102")));
        assertThat(failed.undoable()).isFalse();
        assertThat(contacts.all()).isEmpty();
        assertThat(contacts.left()).isEmpty();
    }

    @Test
    void refusesWhatIsNoUsableFile() {
        refused(() -> contacts.upload(""), "import.file-empty");
        refused(
                () -> contacts.upload("x", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0}),
                "import.file-not-text");
        refused(() -> contacts.upload("9161234567;Оля\n9161234568;Яна\n"), "import.no-header");
        refused(() -> contacts.upload("a;".repeat(30) + "b\n"), "import.too-many-columns");
        refused(() -> contacts.upload("x".repeat(2_000_001)), "import.file-too-large");
        refused(() -> contacts.upload("Телефон;Имя\n1;\"Я\"на\"\n"), "import.quote-inside");
        refused(
                () -> contacts.upload("Телефон\n" + "9161234567\n".repeat(50) + "\u0000"),
                "import.file-nul");
        refused(
                () ->
                        contacts.upload(
                                "x", new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0, '\n', 0, 'b'}),
                "import.file-damaged-somewhere");
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        InputStream broken =
                new InputStream() {
                    private int left = 10_000;

                    @Override
                    public int read() throws IOException {
                        if (left-- <= 0) {
                            throw new IOException("connection reset");
                        }
                        return 'x';
                    }
                };
        assertThatThrownBy(() -> contacts.imports.upload(7, "Анна", "a.csv", broken))
                .isInstanceOf(IOException.class);
        assertThat(contacts.left()).isEmpty();
        assertThat(contacts.imports.list(7L, null, 10)).isEmpty();
    }

    @Test
    void tooManyRowsFail() {
        Import failed = contacts.run("Телефон\n" + "9161234567\n".repeat(5_001));
        assertThat(failed.failure())
                .isEqualTo(new Import.Failure("import.too-many-rows", List.of("5000")));
        assertThat(contacts.all()).isEmpty();
    }

    @Test
    void aNameThatCannotBeShownIsReplaced() {
        byte[] file = "Телефон\n".getBytes(StandardCharsets.UTF_8);
        assertThat(contacts.upload("\u0000\u202e ", file).fileName()).isEqualTo("file");
        assertThat(contacts.upload("я".repeat(300), file).fileName()).hasSize(200);
    }

    @Test
    void whatHasRunCannotRunAgain() {
        Import done = contacts.run("Телефон\n9161234567\n");
        problem(() -> contacts.imports.start(done.id(), 7L), 409, "import-wrong-state");
        problem(() -> contacts.columns(done, 0, null), 409, "import-wrong-state");
        problem(() -> contacts.imports.delete(done.id(), 7L), 409, "import-wrong-state");
        problem(() -> contacts.imports.find(done.id(), 8L), 404, "not-found");
        problem(() -> contacts.imports.undo(done.id(), 8L), 404, "not-found");
        assertThat(contacts.imports.find(done.id(), null).id()).isEqualTo(done.id());
    }

    @Test
    void oneRunsAtATimeInADepartment() {
        Import first = contacts.upload("Телефон\n9161234567\n");
        Import second = contacts.upload("Телефон\n9161234568\n");
        assertThat(contacts.store.begin(first.id())).isTrue();
        problem(() -> contacts.imports.start(second.id(), 7L), 409, "import-busy");
        problem(() -> contacts.imports.start(first.id(), 7L), 409, "import-wrong-state");
    }

    @Test
    void anImportWhoseServerDiedFailsAndCanBeStartedAgain() {
        Import one = contacts.upload("Телефон\n9161234567\n");
        assertThat(contacts.store.begin(one.id())).isTrue();
        contacts.store.beat(one.id(), 1, 0.25, false);
        assertThat(contacts.imports.find(one.id(), 7L).progress())
                .isEqualTo(new Import.Progress(1, 0.25, false));
        contacts.sql
                .sql("update client_import set beat_at = now() - interval '21 seconds'")
                .update();
        Import dead = contacts.imports.find(one.id(), 7L);
        assertThat(dead.status()).isEqualTo(Status.FAILED);
        assertThat(dead.failure()).isEqualTo(new Import.Failure("import.interrupted", List.of()));
        assertThat(contacts.run(dead).status()).isEqualTo(Status.DONE);
        assertThat(contacts.all()).hasSize(1);
    }

    /** The database's session is cut while the rows are folded; a lock holds it there. */
    @Test
    void anImportWhoseConnectionIsCutSavesNothing() throws Exception {
        Import known = contacts.run("ID;Телефон;Имя\n1;9161234567;Оля\n");
        String before = contacts.everything();
        Import one = contacts.upload("ID;Телефон;Имя\n1;9161234567;Яна\n2;9161234568;Ира\n");
        try (var holder = contacts.database.source().getConnection();
                var lock = holder.createStatement()) {
            holder.setAutoCommit(false);
            lock.execute("lock table client in exclusive mode");
            Import ignored = contacts.imports.start(one.id(), 7L);
            TestServer.await("the import waits and is cut", () -> cut() > 0);
            holder.rollback();
        }
        TestServer.await(
                "it has failed",
                () -> contacts.imports.find(one.id(), 7L).status() == Status.FAILED);
        assertThat(contacts.imports.find(one.id(), 7L).failure())
                .isEqualTo(new Import.Failure("import.failed-inside", List.of()));
        assertThat(contacts.everything()).isEqualTo(before);
        assertThat(contacts.run(contacts.imports.find(one.id(), 7L)).result().imported())
                .isEqualTo(2);
        assertThat(known.status()).isEqualTo(Status.DONE);
    }

    private static long cut() {
        return contacts.sql
                .sql(
                        """
                        select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
                        where wait_event_type = 'Lock' and datname = current_database()
                        """)
                .query(Long.class)
                .single();
    }

    @Test
    void aLateSaviourOfAnImportDeclaredDeadSavesNothing() {
        Import one = contacts.upload("Телефон\n9161234567\n");
        ImportStore.Row row = contacts.store.find(one.id(), 7L).orElseThrow();
        long before = lastClientId();
        // Taken by nobody: its state is not "running" when it wants to finish.
        contacts.runner.run(row);
        TestServer.await("its rows were folded", () -> lastClientId() > before);
        TestServer.await("it has given up", () -> contacts.left().isEmpty());
        assertThat(contacts.all()).isEmpty();
        assertThat(contacts.imports.find(one.id(), 7L).status()).isEqualTo(Status.UPLOADED);
    }

    /** Sequences do not go back with a transaction. */
    private static long lastClientId() {
        return contacts.sql.sql("select last_value from client_id_seq").query(Long.class).single();
    }

    @Test
    void undoTakesBackWhatWasCreatedAndChanged() {
        contacts.run(
                "ID;Телефон;Имя;Город;Согласие\n1;9161234567;Оля;Тверь;да\n2;9161234568;Яна;;\n");
        String before = contacts.everything();
        contacts.clock.advance(Duration.ofHours(1));
        Import done =
                contacts.run(
                        "ID;Телефон;Имя;Город;Согласие\n1;9161234560;Ольга;Псков;нет\n2;9161234568;Яна;;\n3;9161234569;Ира;;да\n");
        assertThat(contacts.everything()).isNotEqualTo(before);
        Import undone = contacts.imports.undo(done.id(), 7L);
        assertThat(undone.status()).isEqualTo(Status.UNDONE);
        assertThat(undone.undo()).isEqualTo(new Import.Undo(1, 1, 0));
        assertThat(undone.undoable()).isFalse();
        assertThat(contacts.everything()).isEqualTo(before);
        problem(() -> contacts.imports.undo(done.id(), 7L), 409, "import-wrong-state");
    }

    @Test
    void undoKeepsWhatSomebodyHasTouchedSince() {
        Import first =
                contacts.run(
                        """
                        ID;Телефон;Имя
                        answered;9161234561;А
                        again;9161234562;Б
                        changed;9161234563;В
                        messaged;9161234564;Г
                        untouched;9161234565;Д
                        """);
        contacts.clock.advance(Duration.ofHours(1));
        assertThat(contacts.consents.record(7, id("answered"), true, "by hand")).isTrue();
        contacts.run("ID;Телефон;Имя\nagain;9161234562;Б\nchanged;9161234563;Вера\n");
        contacts.uses.add(
                moment -> new ClientUse.Query("select ?::bigint", List.of(id("messaged"))));
        Import undone = contacts.imports.undo(first.id(), 7L);
        assertThat(undone.undo()).isEqualTo(new Import.Undo(1, 0, 4));
        assertThat(contacts.all())
                .extracting(Client::externalId)
                .containsExactlyInAnyOrder("answered", "again", "changed", "messaged");
    }

    @Test
    void undoLeavesNewerValuesAndAnswersAlone() {
        contacts.run(
                "ID;Телефон;Имя;Город;Согласие\n1;9161234567;Оля;Тверь;нет\n2;9161234568;Яна;Омск;нет\n");
        contacts.clock.advance(Duration.ofHours(1));
        Import wrong =
                contacts.run(
                        "ID;Телефон;Имя;Город;Согласие\n1;9161234567;Ольга;Псков;да\n2;9161234568;Янина;Томск;да\n");
        contacts.clock.advance(Duration.ofHours(1));
        contacts.run("ID;Телефон;Город\n1;9161234567;Казань\n");
        // The same answer as in the file, but now the person has given it to us.
        assertThat(contacts.consents.record(7, id("2"), true, "by hand")).isTrue();
        assertThat(contacts.imports.undo(wrong.id(), 7L).undo())
                .isEqualTo(new Import.Undo(0, 2, 0));
        assertThat(contacts.all())
                .extracting(c -> c.externalId() + " " + c.values())
                .containsExactly(
                        "1 {first_name=Оля, city=Казань, consent_advertising=false}",
                        "2 {first_name=Яна, city=Омск, consent_advertising=true}");
        assertThat(
                        contacts.sql
                                .sql(
                                        """
                                        select c.external_id || ' ' || string_agg(k.given::text, ',' order by k.id)
                                        from consent k join client c on c.id = k.client_id
                                        where k.annulled_at is null
                                        group by c.external_id order by 1
                                        """)
                                .query(String.class)
                                .list())
                .containsExactly("1 false", "2 false,true");
    }

    /** A paper is entered late: it is older than what the file says, and newer than nothing. */
    @Test
    void undoShowsTheAnswerThatCountsThen() {
        contacts.run("ID;Телефон\n1;9161234567\n");
        contacts.clock.advance(Duration.ofHours(1));
        Import wrong = contacts.run("ID;Телефон;Согласие\n1;9161234567;да\n");
        contacts.clock.advance(Duration.ofHours(1));
        assertThat(
                        contacts.consents.record(
                                7,
                                id("1"),
                                new Consents.Answer(
                                        "advertising",
                                        ConsentChannel.SMS,
                                        false,
                                        "paper",
                                        null,
                                        "№ 5",
                                        contacts.clock.instant().minus(Duration.ofDays(9))),
                                "Анна"))
                .isTrue();
        assertThat(contacts.all().getFirst().values())
                .as("the file's answer was given later")
                .containsEntry("consent_advertising", true);
        assertThat(contacts.imports.undo(wrong.id(), 7L).undo())
                .isEqualTo(new Import.Undo(0, 1, 0));
        assertThat(contacts.all().getFirst().values()).containsEntry("consent_advertising", false);
    }

    /**
     * The file tells nothing of the answer, which is given while the rows are being changed; and
     * again while that is taken back.
     */
    @Test
    void whatIsAnsweredMeanwhileStays() throws Exception {
        contacts.run("ID;Телефон;Имя;Согласие\n1;9161234567;Оля;да\n");
        Import one = contacts.upload("ID;Телефон;Имя;Согласие\n1;9161234567;Ольга;\n");
        meanwhile(
                "update client set consent_advertising = false",
                () -> {
                    Import ignored = contacts.imports.start(one.id(), 7L);
                });
        TestServer.await(
                "it has run", () -> contacts.imports.find(one.id(), 7L).status() == Status.DONE);
        assertThat(contacts.all())
                .extracting(Client::values)
                .containsExactly(Map.of("first_name", "Ольга", "consent_advertising", false));
        meanwhile(
                "update client set city = 'Псков'",
                () -> {
                    Import ignored = contacts.imports.undo(one.id(), 7L);
                });
        assertThat(contacts.all())
                .extracting(Client::values)
                .containsExactly(
                        Map.of("first_name", "Оля", "city", "Псков", "consent_advertising", false));
    }

    /** The file says yes; meanwhile the client says no, which is later. */
    @Test
    void anAnswerGivenMeanwhileCounts() throws Exception {
        contacts.run("ID;Телефон\n1;9161234567\n");
        Import one = contacts.upload("ID;Телефон;Согласие\n1;9161234567;да\n");
        meanwhile(
                """
                update client set consent_advertising = false;
                insert into consent (client_id, purpose, channel, given, source, at, recorded_at)
                select id, 'advertising', 'sms', false, 'by hand', '%1$s', '%1$s' from client
                """
                        .formatted(contacts.clock.instant().plusSeconds(1)),
                () -> {
                    Import ignored = contacts.imports.start(one.id(), 7L);
                });
        TestServer.await(
                "it has run", () -> contacts.imports.find(one.id(), 7L).status() == Status.DONE);
        assertThat(contacts.all())
                .extracting(Client::values)
                .containsExactly(Map.of("consent_advertising", false));
        assertThat(contacts.consents.of(id("1"), 10))
                .extracting(recorded -> recorded.answer().given())
                .containsExactly(false, true);
    }

    /** Commits a change when the work waits for it. */
    private static void meanwhile(String change, Runnable work) throws Exception {
        meanwhile(change, work, () -> {});
    }

    private static void meanwhile(String change, Runnable work, Runnable look) throws Exception {
        Thread working;
        try (var other = contacts.database.source().getConnection();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(change);
            working = Thread.ofVirtual().start(work);
            TestServer.await("the work waits", () -> waiting() > 0);
            look.run();
            other.commit();
        }
        working.join();
    }

    private static long waiting() {
        return contacts.sql
                .sql(
                        """
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and datname = current_database()
                        """)
                .query(Long.class)
                .single();
    }

    @Test
    void columnsAreLookedAtWhenItBegins() {
        Import one = contacts.upload("Телефон;Имя\n9161234567;Оля\n");
        Import ignored = contacts.columns(one, 0, null);
        assertThat(contacts.store.begin(one.id())).isFalse();
    }

    private static long id(String externalId) {
        return contacts.sql
                .sql("select id from client where external_id = ?")
                .param(externalId)
                .query(Long.class)
                .single();
    }

    @Test
    void undoWaitsForARunningImport() throws Exception {
        Import done = contacts.run("Телефон\n9161234567\n");
        try (var other = contacts.database.source().getConnection();
                var lock = other.prepareStatement("select pg_advisory_xact_lock(?, hashint8(?))")) {
            other.setAutoCommit(false);
            lock.setInt(1, 0x494d50);
            lock.setLong(2, 7);
            lock.execute();
            problem(() -> contacts.imports.undo(done.id(), 7L), 409, "import-busy");
            other.rollback();
        }
    }

    @Test
    void forgetsOldFilesAndWhatUndoingNeeds() {
        Import waiting = contacts.upload("Телефон\n9161234567\n");
        Import done = contacts.run("ID;Телефон\n1;9161234567\n2;нет\n");
        Import changed = contacts.run("ID;Телефон\n1;9161234568\n");
        contacts.clock.advance(Duration.ofDays(8));
        contacts.store.forget(contacts.settings.keepUploads(), contacts.settings.keepResults());
        problem(() -> contacts.imports.find(waiting.id(), 7L), 404, "not-found");
        assertThat(contacts.imports.find(done.id(), 7L).undoable()).isTrue();
        contacts.clock.advance(Duration.ofDays(23));
        contacts.store.forget(contacts.settings.keepUploads(), contacts.settings.keepResults());
        assertThat(contacts.imports.find(done.id(), 7L).undoable()).isFalse();
        problem(() -> contacts.imports.rejected(done.id(), 7L, RUSSIAN), 404, "not-found");
        problem(() -> contacts.imports.undo(changed.id(), 7L), 409, "import-wrong-state");
        assertThat(
                        contacts.sql
                                .sql(
                                        "select (select count(*) from client_change) + (select count(*) from client_import_met)")
                                .query(Long.class)
                                .single())
                .isZero();
    }

    @Test
    void whatUndoingNeedsIsForgottenLast() throws Exception {
        contacts.run("ID;Телефон\n1;9161234567\n");
        Import changed = contacts.run("ID;Телефон\n1;9161234568\n");
        contacts.clock.advance(Duration.ofDays(31));
        meanwhile(
                "update client_change set after = after",
                () ->
                        contacts.store.forget(
                                contacts.settings.keepUploads(), contacts.settings.keepResults()),
                () -> assertThat(contacts.imports.find(changed.id(), 7L).undoable()).isFalse());
    }

    @Test
    void showsWhatTheFileHoldsOnlyWhileItWaits() {
        Import one = contacts.upload("Телефон;Имя\n9161234567;Оля\nнет;Яна\n");
        assertThat(contacts.store.begin(one.id())).isTrue();
        Import running = contacts.imports.find(one.id(), 7L);
        assertThat(running.columns()).flatExtracting(Import.Column::samples).isEmpty();
        contacts.store.fail(one.id(), "import.interrupted", List.of());
        Import done = contacts.run(one);
        Import listed = contacts.imports.list(7L, null, 1).getFirst();
        assertThat(listed.columns()).isEmpty();
        assertThat(listed.result())
                .isEqualTo(new ImportResult(2, 1, 0, 1, 1, 0, List.of(), List.of()));
        assertThat(done.result().rejections()).hasSize(1);
    }

    @Test
    void longHeadersAreShortenedInRemarks() {
        Import done =
                contacts.run(
                        contacts.columns(
                                contacts.upload("x".repeat(50) + ";Имя\nнет;Оля\n"), 0, "phone"));
        assertThat(done.result().rejections().getFirst().column()).isEqualTo("x".repeat(40) + "…");
    }

    @Test
    void listsTheNewestFirst() {
        List<Long> ids =
                List.of(
                        contacts.upload("Телефон\n").id(),
                        contacts.upload("Телефон\n").id(),
                        contacts.upload("Телефон\n").id());
        assertThat(contacts.imports.list(7L, null, 2))
                .extracting(Import::id)
                .containsExactly(ids.get(2), ids.get(1));
        assertThat(contacts.imports.list(7L, ids.get(1), 2))
                .extracting(Import::id)
                .containsExactly(ids.get(0));
        assertThat(contacts.imports.list(8L, null, 2)).isEmpty();
        contacts.imports.delete(ids.get(0), 7L);
        assertThat(contacts.imports.list(null, null, 9)).hasSize(2);
    }

    @Test
    void removesWhatAKilledServerLeft() throws Exception {
        try (ImportsFixture other = new ImportsFixture()) {
            Files.writeString(other.folder.resolve("uploads/upload-1"), "left");
            var defaults = io.soroka.testing.TestSettings.in("UTC");
            TemporaryFiles ignored =
                    new TemporaryFiles(
                            new io.soroka.platform.Settings(
                                    other.folder, 0, defaults.timeZone(), defaults.database()));
            assertThat(other.left()).isEmpty();
        }
    }

    @Test
    void settingsHaveLimits() {
        assertThatThrownBy(() -> settings(0, 1, 1, 1, 1)).hasMessageContaining("max-megabytes");
        assertThatThrownBy(() -> settings(2_001, 1, 1, 1, 1)).hasMessageContaining("2000");
        assertThatThrownBy(() -> settings(1, 501, 1, 1, 1)).hasMessageContaining("max-columns");
        assertThatThrownBy(() -> settings(1, 1, 0, 1, 1)).hasMessageContaining("max-rows");
        assertThatThrownBy(() -> settings(1, 1, 1, 91, 1)).hasMessageContaining("keep-uploads");
        assertThatThrownBy(() -> settings(1, 1, 1, 1, 0)).hasMessageContaining("keep-results");
        assertThat(settings(200, 300, 2_000_000, 7, 30).maxBytes()).isEqualTo(200_000_000);
    }

    private static ImportSettings settings(int mb, int columns, int rows, int days, int results) {
        return new ImportSettings(
                mb, columns, rows, Duration.ofDays(days), Duration.ofDays(results));
    }
}
