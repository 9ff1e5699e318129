package io.soroka.access;

import io.soroka.numbering.NumberResult.Accepted;
import io.soroka.numbering.Numbers;
import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people who may log in. */
@Component
public class Users {
    private static final String SELECT =
            """
            select u.id, u.login, u.name, u.role, u.active, u.language, u.phone,
                   d.id as department_id, d.name as department_name
              from app_user u
              join department d on d.id = u.department_id
            """;

    private final JdbcClient sql;
    private final Departments departments;
    private final Passwords passwords;
    private final Numbers numbers;
    private final Audit audit;

    Users(
            JdbcClient sql,
            Departments departments,
            Passwords passwords,
            Numbers numbers,
            Audit audit) {
        this.sql = sql;
        this.departments = departments;
        this.passwords = passwords;
        this.numbers = numbers;
        this.audit = audit;
    }

    /**
     * Adds a user.
     *
     * @param login letters, digits and {@code . _ @ + -}, at most 100
     * @param department the id of theirs
     * @param password 10 to 200 characters
     * @throws ProblemException 409 if the login is taken in whatever case, 400 if something given
     *     is not acceptable
     */
    @Transactional
    public User create(String login, String name, Role role, long department, String password) {
        Passwords.requireStrong(password);
        return insert(login, name, role, department, password);
    }

    /** Adds a user for a demonstration, whose password may be as short as visitors like it. */
    @Transactional
    public User createForDemo(
            String login, String name, Role role, long department, String password) {
        return insert(login, name, role, department, password);
    }

    /** Adds a user; without a password, they can't log in before they have chosen one. */
    User insert(String login, String name, Role role, long department, @Nullable String password) {
        String givenLogin = Names.login(login);
        String givenName = Names.name(name);
        if (!departments.isOrdinary(department)) {
            throw new ProblemException(400, "department-unknown").at("/departmentId");
        }
        String hash = password == null ? null : passwords.inTurn(() -> passwords.hash(password));
        try {
            long id =
                    sql.sql(
                                    """
                                    insert into app_user (login, name, role, department_id, password_hash)
                                    values (:login, :name, :role, :department, :hash)
                                    returning id
                                    """)
                            .param("login", givenLogin)
                            .param("name", givenName)
                            .param("role", role.code())
                            .param("department", department)
                            .param("hash", hash)
                            .query(Long.class)
                            .single();
            audit.record(
                    "user.created",
                    "user:" + id,
                    Map.of("role", role.code(), "department", String.valueOf(department)));
            return find(id).orElseThrow();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "login-taken", givenLogin).at("/login");
        }
    }

    /** Whether nobody may log in yet. */
    boolean none() {
        return sql.sql("select not exists (select from app_user)").query(Boolean.class).single();
    }

    /** The user with this id. */
    public Optional<User> find(long id) {
        return sql.sql(SELECT + "where u.id = :id").param("id", id).query(Users::user).optional();
    }

    /** The same, kept from changing until the transaction ends. */
    Optional<User> locked(long id) {
        return sql.sql(SELECT + "where u.id = :id for update of u")
                .param("id", id)
                .query(Users::user)
                .optional();
    }

    /** The user with this login, in whatever case. */
    public Optional<User> find(String login) {
        if (!Names.isLogin(login)) {
            return Optional.empty();
        }
        return sql.sql(SELECT + "where lower(u.login) = lower(:login)")
                .param("login", login)
                .query(Users::user)
                .optional();
    }

    /** The user whose request this thread serves. */
    public Optional<User> current() {
        return CurrentUser.signedIn().map(Caller::user);
    }

    /**
     * Changes what users say about themselves.
     *
     * @param phone their own number as people write it; null or blank for none
     * @param language "ru" or "en"
     * @throws ProblemException 400 if something given is not acceptable
     */
    @Transactional
    public User changeProfile(long id, String name, @Nullable String phone, String language) {
        String given = Names.name(name);
        if (!language.equals("ru") && !language.equals("en")) {
            throw new ProblemException(400, "language-unknown").at("/language");
        }
        User before = locked(id).orElseThrow();
        sql.sql(
                        """
                        update app_user set name = :name, phone = :phone::bigint, language = :language
                         where id = :id
                        """)
                .param("name", given)
                .param("phone", number(phone))
                .param("language", language)
                .param("id", id)
                .update();
        User after = find(id).orElseThrow();
        audit.record(
                "profile.changed", "user:" + id, Audit.change(profile(before), profile(after)));
        return after;
    }

    private static Map<String, String> profile(User user) {
        Long phone = user.phone();
        return Map.of(
                "name", user.name(),
                "language", user.language().getLanguage(),
                "phone", phone == null ? "" : Masking.masked(phone));
    }

    private @Nullable Long number(@Nullable String phone) {
        if (phone == null || phone.isBlank()) {
            return null;
        }
        if (numbers.parse(phone) instanceof Accepted accepted && !accepted.several()) {
            return accepted.msisdn();
        }
        throw new ProblemException(400, "phone-malformed").at("/phone");
    }

    static User user(ResultSet row, int number) throws SQLException {
        return new User(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                Role.of(row.getString("role")),
                new Department(row.getLong("department_id"), row.getString("department_name")),
                row.getBoolean("active"),
                row.getString("language").equals("en") ? Messages.ENGLISH : Messages.RUSSIAN,
                row.getObject("phone", Long.class));
    }
}
