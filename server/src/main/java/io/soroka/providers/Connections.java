package io.soroka.providers;

import io.soroka.platform.ProblemException;
import io.soroka.platform.Secrets;
import io.soroka.text.Coding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connections that are set up. Their secrets are encrypted in the database and leave it only to
 * be used. Those for practice lead to the simulator inside this server; no message crosses from the
 * ones to the others.
 */
@Component
public class Connections {
    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};

    private final JdbcClient sql;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Map<String, Connector> connectors;

    Connections(JdbcClient sql, Secrets secrets, JsonMapper json, List<Connector> connectors) {
        this.sql = sql;
        this.secrets = secrets;
        this.json = json;
        this.connectors =
                connectors.stream().collect(Collectors.toMap(Connector::kind, Function.identity()));
    }

    /** All that are switched on, for practice or not: whoever sends asks by purpose. */
    public List<ConnectionSettings> enabled() {
        return sql.sql(
                        """
                        select *
                          from connection
                         where enabled
                         order by priority, id
                        """)
                .query(this::settings)
                .list();
    }

    /**
     * Those that are switched on and may carry such messages, the preferred ones first.
     *
     * @param practice whether the messages are practice
     */
    public List<ConnectionSettings> enabled(boolean practice) {
        return sql.sql(
                        """
                        select *
                          from connection
                         where enabled and practice = ?
                         order by priority, id
                        """)
                .param(practice)
                .query(this::settings)
                .list();
    }

    /** Those that are switched on and may carry a department's messages. */
    public List<ConnectionSettings> enabledFor(long departmentId) {
        return enabled(isPractice(departmentId));
    }

    private boolean isPractice(long departmentId) {
        return sql.sql(
                        """
                        select exists (select from department where id = ? and practice_of is not null)
                        """)
                .param(departmentId)
                .query(Boolean.class)
                .single();
    }

    private ConnectionSettings settings(ResultSet row, int number) throws SQLException {
        return new ConnectionSettings(
                row.getInt("id"),
                row.getString("name"),
                row.getString("kind"),
                limits(row),
                List.of((String[]) row.getArray("prefixes").getArray()),
                fallbacks(row),
                json.readValue(row.getString("options"), OPTIONS),
                secrets.open(row.getBytes("secret")));
    }

    private static Limits limits(ResultSet row) throws SQLException {
        return new Limits(
                row.getInt("rate_per_second"),
                row.getInt("parts_per_day"),
                row.getInt("parts_per_month"),
                row.getObject("opens_at", LocalTime.class),
                row.getObject("closes_at", LocalTime.class));
    }

    private static List<Integer> fallbacks(ResultSet row) throws SQLException {
        return Arrays.stream((Short[]) row.getArray("fallbacks").getArray())
                .map(Short::intValue)
                .toList();
    }

    /** All that are set up, the preferred ones first and those for practice last. */
    public List<Connection> all() {
        return sql.sql("select * from connection order by practice, priority, id")
                .query(this::connection)
                .list();
    }

    /** One connection. */
    public Optional<Connection> find(int id) {
        return sql.sql("select * from connection where id = ?")
                .param(id)
                .query(this::connection)
                .optional();
    }

    private Connection connection(ResultSet row, int number) throws SQLException {
        return new Connection(
                row.getInt("id"),
                row.getString("name"),
                row.getString("kind"),
                row.getBoolean("enabled"),
                row.getBoolean("practice"),
                row.getInt("priority"),
                Flow.valueOf(row.getString("flow").toUpperCase(Locale.ROOT)),
                limits(row),
                row.getBigDecimal("unit_price"),
                List.of((String[]) row.getArray("prefixes").getArray()),
                fallbacks(row),
                json.readValue(row.getString("options"), OPTIONS),
                row.getBytes("secret").length > secrets.seal("").length);
    }

    /**
     * Sets up a connection, switched on.
     *
     * @throws InvalidConnection when something can't be used
     * @throws ProblemException 409 when there is one of this name
     */
    public Connection create(Connection.Wanted wanted) {
        return create(wanted, false);
    }

    private Connection create(Connection.Wanted wanted, boolean practice) {
        check(wanted, "");
        checkFallbacks(wanted, 0, practice);
        try {
            return stored(
                    """
                    insert into connection (name, kind, practice, priority, rate_per_second, parts_per_day, parts_per_month,
                                            opens_at, closes_at, unit_price, prefixes, fallbacks, options, secret)
                    values (:name, :kind, :place = 1, :priority, :rate, :perDay, :perMonth, :opensAt, :closesAt, :price,
                            :prefixes, :fallbacks::smallint[], :options::jsonb, :secret)
                    returning *
                    """,
                    wanted,
                    "",
                    practice ? 1 : 0);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "connection-taken", wanted.name()).at("/name");
        }
    }

    /**
     * Changes a connection; takes effect when delivery reloads.
     *
     * @throws InvalidConnection when something can't be used
     * @throws ProblemException 409 when there is another of this name
     */
    public Connection change(Connection connection, Connection.Wanted wanted) {
        String kept = secret(connection.id());
        check(wanted, kept);
        checkFallbacks(wanted, connection.id(), connection.practice());
        try {
            return stored(
                    """
                    update connection
                       set name = :name, kind = :kind, priority = :priority, rate_per_second = :rate,
                           parts_per_day = :perDay, parts_per_month = :perMonth,
                           opens_at = :opensAt, closes_at = :closesAt, unit_price = :price, prefixes = :prefixes, fallbacks = :fallbacks::smallint[], options = :options::jsonb, secret = :secret
                     where id = :place
                    returning *
                    """,
                    wanted,
                    kept,
                    connection.id());
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "connection-taken", wanted.name()).at("/name");
        }
    }

    /**
     * Sets up the connection of this name, or changes it.
     *
     * @param practice whether it is for practice; what a connection is for never changes
     * @throws InvalidConnection when something can't be used
     * @throws ProblemException 409 when the name belongs to a connection for the other purpose
     */
    public Connection put(Connection.Wanted wanted, boolean practice) {
        Optional<Connection> known =
                sql.sql("select * from connection where name = ?")
                        .param(wanted.name())
                        .query(this::connection)
                        .optional();
        if (known.isEmpty()) {
            return create(wanted, practice);
        }
        if (known.get().practice() != practice) {
            throw new ProblemException(409, "connection-taken", wanted.name()).at("/name");
        }
        return change(known.get(), wanted);
    }

    private String secret(int id) {
        return secrets.open(
                sql.sql("select secret from connection where id = ?")
                        .param(id)
                        .query((row, number) -> row.getBytes(1))
                        .single());
    }

    private Connection stored(String statement, Connection.Wanted wanted, String kept, int place) {
        return sql.sql(statement)
                .param("place", place)
                .param("name", wanted.name().strip())
                .param("kind", wanted.kind())
                .param("priority", wanted.priority())
                .param("rate", wanted.limits().perSecond())
                .param("perDay", wanted.limits().perDay())
                .param("perMonth", wanted.limits().perMonth())
                .param("opensAt", wanted.limits().opensAt(), Types.TIME)
                .param("closesAt", wanted.limits().closesAt(), Types.TIME)
                .param("price", wanted.unitPrice())
                .param("prefixes", wanted.prefixes().toArray(String[]::new))
                .param("fallbacks", wanted.fallbacks().toArray(Integer[]::new))
                .param("options", json.writeValueAsString(wanted.options()))
                .param("secret", secrets.seal(Objects.requireNonNullElse(wanted.secret(), kept)))
                .query(this::connection)
                .single();
    }

    private void check(Connection.Wanted wanted, String kept) {
        ConnectionChecks.check(wanted, connector(wanted.kind()), kept);
    }

    private void checkFallbacks(Connection.Wanted wanted, int id, boolean practice) {
        List<Integer> usable =
                sql.sql("select id from connection where practice = ? and id <> ?")
                        .params(practice, id)
                        .query((row, number) -> row.getInt(1))
                        .list();
        ConnectionChecks.fallbacks(wanted.fallbacks(), usable);
    }

    /** Switches a connection on or off; takes effect when delivery reloads. */
    public void enable(int id, boolean on) {
        sql.sql("update connection set enabled = ? where id = ?").params(on, id).update();
    }

    /** Has a connection send, drain or pause; takes effect when delivery reloads. */
    public void flow(int id, Flow flow) {
        sql.sql("update connection set flow = ? where id = ?")
                .params(flow.name().toLowerCase(Locale.ROOT), id)
                .update();
    }

    /** What people have the connections do that are switched on, by their numbers. */
    public Map<Integer, Flow> flows() {
        return all().stream()
                .filter(Connection::enabled)
                .collect(Collectors.toMap(Connection::id, Connection::flow));
    }

    /**
     * Deletes a connection that never carried a message.
     *
     * @throws ProblemException 409 when it did, for what it carried names it
     */
    public void delete(Connection connection) {
        try {
            sql.sql(
                            """
                            with gone as (delete from connection where id = :id)
                            update connection set fallbacks = array_remove(fallbacks, :id::smallint)
                             where :id = any(fallbacks)
                            """)
                    .param("id", connection.id())
                    .update();
        } catch (DataIntegrityViolationException e) {
            throw new ProblemException(409, "connection-in-use", connection.name());
        }
    }

    /** Every protocol there is, by its word. */
    public List<Connector> connectors() {
        return connectors.values().stream().sorted(Comparator.comparing(Connector::kind)).toList();
    }

    /** How each of these connections writes texts, by its number. */
    public Map<Integer, Coding> codings(List<ConnectionSettings> connections) {
        return connections.stream()
                .collect(
                        Collectors.toMap(
                                ConnectionSettings::id, one -> connector(one).coding(one)));
    }

    /** The protocol of a connection. */
    public Connector connector(ConnectionSettings settings) {
        return connector(settings.kind());
    }

    /**
     * The protocol of this word.
     *
     * @throws InvalidConnection when there is none
     */
    public Connector connector(String kind) {
        Connector connector = connectors.get(kind);
        if (connector == null) {
            throw new InvalidConnection(
                    "kind",
                    "connection.no-such-choice",
                    connectors.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return connector;
    }
}
