package io.soroka.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.platform.ProblemException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class UsersTest {
    private static AccessServer server;
    private static Users users;
    private static Departments departments;
    private static Department department;

    @BeforeAll
    static void start() {
        server = new AccessServer();
        users = server.bean(Users.class);
        departments = server.bean(Departments.class);
        department = departments.create(" Маркетинг ");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void refused(int status, String code, Runnable attempt) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(attempt::run)
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e.status()).isEqualTo(status));
    }

    private static User create(String login, String password) {
        return users.create(login, "Имя", Role.AGENT, department.id(), password);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void every_role_can_be_stored(Role role) {
        User user =
                users.create(
                        "role_" + role.code(), " Иван ", role, department.id(), "a-long-password");
        assertThat(users.find(user.id())).hasValue(user);
        assertThat(users.find(user.login().toUpperCase(Locale.ROOT))).hasValue(user);
        assertThat(user)
                .isEqualTo(
                        new User(
                                user.id(),
                                "role_" + role.code(),
                                "Иван",
                                role,
                                department,
                                true,
                                Locale.of("ru"),
                                null));
    }

    @Test
    void roles_have_the_names_of_the_interface() {
        assertThat(Role.values())
                .extracting(Role::code)
                .containsExactly(
                        "administrator",
                        "campaign_manager",
                        "approver",
                        "agent",
                        "analyst",
                        "alert_operator");
    }

    @Test
    void passwords_are_kept_as_argon2id_only() {
        User user = create("hashed", "correct horse");
        String hash =
                server.sql()
                        .sql("select password_hash from app_user where id = " + user.id())
                        .query(String.class)
                        .single();
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("horse");
        Passwords passwords = new Passwords(server.sql());
        assertThat(passwords.matches("correct horse", hash)).isTrue();
        assertThat(passwords.matches("correct horse ", hash)).isFalse();
        assertThat(passwords.matches("correct horse", null)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"9, false", "10, true", "200, true", "201, false"})
    void passwords_have_10_to_200_characters(int length, boolean accepted) {
        String password = "п".repeat(length);
        if (accepted) {
            assertThat(create("pw" + length, password).login()).isEqualTo("pw" + length);
        } else {
            refused(400, "password-weak", () -> create("pw" + length, password));
        }
    }

    @Test
    void a_password_s_emojis_count_once() {
        refused(400, "password-weak", () -> create("emoji", "😀".repeat(9)));
        assertThat(create("emoji", "😀".repeat(10)).active()).isTrue();
    }

    @Test
    void a_demonstration_may_use_short_passwords() {
        User user =
                users.createForDemo("demo", "Демо", Role.ADMINISTRATOR, department.id(), "demo");
        assertThat(server.bean(Logins.class).check("demo", "demo")).isEqualTo(user);
    }

    @Test
    void nobody_takes_another_s_login_by_its_case() {
        create("taken", "a-long-password");
        refused(409, "login-taken", () -> create("TAKEN", "a-long-password"));
        create("жук", "a-long-password");
        refused(409, "login-taken", () -> create("ЖУК", "a-long-password"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\u0000", "a/b", "\ud83d", "a\n"})
    void odd_logins_are_refused_and_not_found(String login) {
        refused(400, "login-malformed", () -> create(login, "a-long-password"));
        assertThat(users.find(login)).isEmpty();
    }

    @Test
    void names_and_departments_are_checked() {
        refused(400, "login-malformed", () -> create("x".repeat(101), "a-long-password"));
        for (String name : new String[] {"", "  ", "a\u0000", "x".repeat(201)}) {
            refused(
                    400,
                    "name-malformed",
                    () -> users.create("n", name, Role.AGENT, department.id(), "a-long-password"));
            refused(400, "name-malformed", () -> departments.create(name));
        }
        refused(
                400,
                "department-unknown",
                () -> users.create("n", "N", Role.AGENT, -1, "a-long-password"));
        refused(409, "department-taken", () -> departments.create("Маркетинг"));
        assertThat(users.find("n")).isEmpty();
    }

    @Test
    void departments_are_found() {
        Department other = departments.create("Аналитика");
        assertThat(departments.find(other.id())).hasValue(other);
        assertThat(departments.find(-1)).isEmpty();
        assertThat(departments.all()).startsWith(other, department);
    }

    @Test
    void outside_a_request_there_is_no_current_user() {
        assertThat(users.current()).isEmpty();
        refused(401, "unauthenticated", () -> server.bean(CurrentUser.class).id());
    }

    @Test
    void the_audit_is_written_with_time_and_details() {
        server.bean(Audit.class).record("list.imported", "list:5", Map.of("rows", 12));
        assertThat(
                        server.sql()
                                .sql("select * from audit where action = 'list.imported'")
                                .query()
                                .singleRow())
                .containsEntry("object", "list:5")
                .containsEntry("user_id", null)
                .hasEntrySatisfying(
                        "details", d -> assertThat(d.toString()).isEqualTo("{\"rows\": 12}"));
        assertThat(
                        server.sql()
                                .sql("select at from audit where action = 'list.imported'")
                                .query(OffsetDateTime.class)
                                .single())
                .isEqualTo(AccessServer.START.atOffset(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set action = 'other'",
                "delete from audit",
                "truncate audit",
                "drop table audit",
                "alter table audit disable trigger all",
                "alter table audit owner to current_user",
                "drop trigger audit_append_only on audit",
                "create trigger mine before insert on audit for each row execute function audit_is_append_only()",
                "drop function audit_is_append_only() cascade",
                "create or replace function audit_is_append_only() returns trigger language plpgsql as 'begin return null; end'",
                "drop schema public cascade",
                "set role soroka"
            })
    void the_application_s_role_has_no_right_to_change_the_audit(String statement) {
        long before = rows();
        assertThatThrownBy(() -> server.sql().sql(statement).update())
                .rootCause()
                .hasMessageMatching(
                        "(?s).*(permission denied|must be owner|must be able to SET).*");
        assertThat(rows()).isEqualTo(before);
        assertThat(
                        server.sql()
                                .sql(
                                        """
                                        select has_table_privilege('audit', 'insert')
                                           and has_table_privilege('audit', 'select')
                                           and not has_table_privilege('audit', 'update')
                                           and not has_table_privilege('audit', 'delete')
                                           and not has_table_privilege('audit', 'truncate')
                                           and not has_table_privilege('audit', 'trigger')
                                           and not (select rolsuper or rolcreaterole from pg_roles
                                                     where rolname = current_user)
                                        """)
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @Test
    void the_trigger_stops_its_owner_s_slips_too() throws SQLException {
        server.bean(Audit.class).record("kept", null, Map.of());
        long before = rows();
        try (var connection =
                        DriverManager.getConnection(
                                server.database.url(),
                                server.database.owner(),
                                server.database.ownerPassword());
                var statement = connection.createStatement()) {
            for (String slip :
                    List.of(
                            "update audit set action = 'other' where false",
                            "delete from audit where id = 1",
                            "truncate audit")) {
                assertThatThrownBy(() -> statement.execute(slip))
                        .hasMessageContaining("The audit is append-only");
            }
        }
        assertThat(rows()).isEqualTo(before);
    }

    private static long rows() {
        return server.sql().sql("select count(*) from audit").query(Long.class).single();
    }

    @Test
    void only_so_many_passwords_are_hashed_at_once() throws Exception {
        Passwords passwords = new Passwords(server.sql(), 1);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first =
                    threads.submit(() ->
                            passwords.inTurn(() -> {
                                inside.countDown();
                                awaitUninterruptibly(leave);
                                return "first";
                            }));
            inside.await();
            var second = threads.submit(() -> passwords.inTurn(leave::getCount));
            leave.countDown();
            assertThat(first.get()).isEqualTo("first");
            assertThat(second.get()).isZero();
        }
    }

    @Test
    void whoever_is_interrupted_in_the_queue_is_told_to_come_back() {
        Passwords passwords = new Passwords(server.sql(), 0);
        Thread.currentThread().interrupt();
        refused(503, "unavailable", () -> passwords.inTurn(() -> "never"));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
