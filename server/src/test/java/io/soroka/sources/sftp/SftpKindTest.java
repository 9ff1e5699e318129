package io.soroka.sources.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.soroka.sources.Column;
import io.soroka.sources.ServerSourceContract;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import io.soroka.sources.files.CrmFolder;
import io.soroka.sources.files.FilesSettings;
import io.soroka.sources.files.FolderReader;
import io.soroka.testing.Aside;
import io.soroka.testing.Folders;
import io.soroka.testing.SshServer;
import io.soroka.testing.Stalling;
import io.soroka.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files in a folder behind a real OpenSSH. */
@Tag("slow")
class SftpKindTest extends ServerSourceContract {
    private static CrmFolder crm;
    private static SshServer ssh;
    private static String fingerprint;

    @BeforeAll
    static void start() throws Exception {
        crm = new CrmFolder();
        crm.wide();
        crm.people(PEOPLE);
        ssh = SshServer.start();
        fingerprint = ssh.fingerprint();
    }

    @AfterAll
    static void stop() throws Exception {
        ssh.close();
        crm.close();
    }

    @AfterEach
    void no_copy_is_left() {
        assertThat(crm.copies()).isZero();
    }

    @Override
    protected SourceKind kind(String... addresses) {
        return new SftpKind(
                new SourcesSettings(List.of(addresses), null, List.of()),
                new FilesSettings(List.of(), 2_000),
                crm.temporary,
                crm.clock);
    }

    @Override
    protected SourceSettings settings() {
        return settings(ssh.port(), ssh.key("user"), Map.of());
    }

    private static SourceSettings settings(int port, String secret, Map<String, String> more) {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                String.valueOf(port),
                                "user",
                                SshServer.user(),
                                "login",
                                "key",
                                "fingerprint",
                                fingerprint,
                                "folder",
                                crm.folder.toString(),
                                "patterns",
                                CrmFolder.PATTERNS,
                                "take",
                                "all"));
        options.putAll(more);
        return new SourceSettings(options, secret, 60);
    }

    @Override
    protected String wrongSecret() {
        return ssh.key("stranger");
    }

    @Override
    protected String entity(String name) {
        return name.equals("people") ? "people*.csv" : name;
    }

    @Override
    protected String changed() {
        return FolderReader.FILE_TIME;
    }

    @Override
    protected List<Column> columnsOfPeople() {
        return CrmFolder.COLUMNS;
    }

    @Override
    protected List<Object> person(int id) {
        return List.copyOf(CrmFolder.person(id));
    }

    @Override
    protected int metAgain() {
        return PEOPLE + 1;
    }

    @Override
    protected void put(int id, String name, String updatedAt) {
        crm.change(id, name, updatedAt);
    }

    @Override
    protected void remove(int id) {}

    @Override
    protected void reset() {
        crm.people(PEOPLE);
    }

    @Override
    protected String slow() {
        return "wide.csv";
    }

    @Override
    protected String wide() {
        return "wide.csv";
    }

    @Override
    protected boolean isReadingSlowly() {
        return crm.copied() > 10_000_000;
    }

    @Test
    void a_server_is_known_by_its_key_before_anything_is_said() {
        SourceFailure unknown =
                catchThrowableOfType(
                        SourceFailure.class, () -> kind().open(with("fingerprint", "")));
        assertThat(unknown.messageKey()).isEqualTo("source.host-key-unknown");
        assertThat(unknown.arguments()).containsExactly(fingerprint);
        fails("source.host-key-unknown", () -> kind().open(with("fingerprint", "")));
        String other = "SHA256:" + "A".repeat(43);
        SourceFailure wrong =
                catchThrowableOfType(
                        SourceFailure.class, () -> kind().open(with("fingerprint", other)));
        assertThat(wrong.messageKey()).isEqualTo("source.host-key-other");
        assertThat(wrong.arguments()).containsExactly(fingerprint);
        fails("source.host-key-other", () -> kind().open(with("fingerprint", other)));
        // With the sign at the end that some programs write.
        kind().open(with("fingerprint", fingerprint + "=")).close();
    }

    @Test
    void keys_come_as_they_are_written_and_without_their_line_breaks() {
        for (String key : List.of("user", "rsa")) {
            kind().open(settings(ssh.port(), ssh.key(key), Map.of())).close();
            kind().open(settings(ssh.port(), ssh.key(key).replace("\n", ""), Map.of())).close();
        }
        for (String none :
                List.of(
                        "",
                        "no key",
                        ssh.key("locked"),
                        ssh.key("user").replace("b3Bl", "b3Bk"),
                        ssh.key("user.pub"))) {
            fails("source.key-unusable", () -> kind().open(settings(ssh.port(), none, Map.of())));
        }
    }

    /** OpenSSH knows the passwords of the machine only, so another server is asked here. */
    @Test
    void a_password_will_do_as_well() throws Exception {
        var server = org.apache.sshd.server.SshServer.setUpDefaultServer();
        Path keys = Folders.fresh("sshd").resolve("host");
        var provider = new SimpleGeneratorHostKeyProvider(keys);
        server.setKeyPairProvider(provider);
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        List<String> said = new ArrayList<>();
        server.setPasswordAuthenticator((user, password, session) -> {
            said.add(password);
            return password.equals("right by day");
        });
        server.start();
        try {
            var asked =
                    settings(
                            server.getPort(),
                            "right by day",
                            Map.of("login", "password", "fingerprint", ""));
            SourceFailure unknown =
                    catchThrowableOfType(SourceFailure.class, () -> kind().open(asked));
            assertThat(unknown.messageKey()).isEqualTo("source.host-key-unknown");
            assertThat(said).isEmpty();
            Map<String, String> known =
                    Map.of("login", "password", "fingerprint", unknown.arguments().getFirst());
            try (SourceReader reader =
                    kind().open(settings(server.getPort(), "right by day", known))) {
                assertThat(reader.preview("people*.csv", 1)).hasSize(1);
            }
            fails(
                    "source.login-refused",
                    () -> kind().open(settings(server.getPort(), "wrong by day", known)));
        } finally {
            server.stop(true);
        }
    }

    @Test
    void folders_that_are_none_and_servers_that_are_none_are_told() throws Exception {
        fails("source.remote-folder-unreadable", () -> kind().open(with("folder", "/none")));
        fails(
                "source.remote-folder-unreadable",
                () -> kind().open(with("folder", crm.folder + "/people.csv")));
        try (var silent = new Stalling(ssh.port())) {
            silent.stall();
            fails("source.unreachable", () -> kind().open(atPort(silent.port())));
        }
    }

    @Test
    void links_and_hidden_files_are_passed_over() throws Exception {
        Path secret = Files.writeString(Folders.fresh("other").resolve("a.csv"), "id\n1\n");
        Path link = Files.createSymbolicLink(crm.folder.resolve("none-1.csv"), secret);
        try (SourceReader reader = kind().open(settings())) {
            fails("source.no-file", () -> reader.preview("none*.csv", 1));
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void a_server_that_falls_silent_is_hung_up_on() throws Exception {
        try (var between = new Stalling(ssh.port());
                SourceReader reader = kind().open(atPort(between.port()))) {
            var query = new SourceQuery("wide.csv", List.of("id"), "id", null);
            var reading =
                    Aside.get(() ->
                            catchThrowableOfType(
                                    SourceFailure.class,
                                    () -> reader.read(query, null, 1_000, row -> {})));
            TestServer.await("it reads", this::isReadingSlowly);
            between.stall();
            long began = System.nanoTime();
            reader.cancel();
            assertThat(reading.join()).hasMessage("source.stopped");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void a_crash_in_the_middle_of_a_file_repeats_and_loses_nothing() throws Exception {
        crm.write("none.csv", "id\n1\n2\n3\n4\n5\n", "2026-11-05 00:00:00");
        List<@Nullable Object> ids = new ArrayList<>();
        String cursor = null;
        for (int i = 0; i < 3; i++) {
            try (SourceReader reader = kind().open(settings())) {
                var query =
                        new SourceQuery("none*.csv", List.of("id"), "id", FolderReader.FILE_TIME);
                cursor = reader.read(query, cursor, 2, row -> ids.add(row.getFirst())).cursor();
            }
        }
        assertThat(ids).containsExactly("1", "2", "3", "4", "5");
        Files.delete(crm.folder.resolve("none.csv"));
    }
}
