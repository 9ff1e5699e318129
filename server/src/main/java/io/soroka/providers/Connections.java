package io.soroka.providers;

import io.soroka.platform.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connections that are set up. Their secrets are encrypted in the database and leave it only to
 * be used.
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

    /** All that are switched on, the preferred ones first. */
    public List<ConnectionSettings> enabled() {
        return sql.sql(
                        """
                        select id, name, kind, rate_per_second, prefixes, options, secret
                          from connection
                         where enabled
                         order by priority, id
                        """)
                .query(this::read)
                .list();
    }

    private ConnectionSettings read(ResultSet row, int number) throws SQLException {
        return new ConnectionSettings(
                row.getInt("id"),
                row.getString("name"),
                row.getString("kind"),
                row.getInt("rate_per_second"),
                List.of((String[]) row.getArray("prefixes").getArray()),
                json.readValue(row.getString("options"), OPTIONS),
                secrets.open(row.getBytes("secret")));
    }

    /**
     * Sets up a connection, or changes the one of this name.
     *
     * @param settings its id is not looked at
     * @return its id
     * @throws InvalidConnection when the connector can't use the settings
     */
    public int save(ConnectionSettings settings, int priority) {
        if (settings.name().isBlank() || settings.name().length() > 60) {
            throw new InvalidConnection("name", "must have 1 to 60 characters");
        }
        if (settings.ratePerSecond() < 0) {
            throw new InvalidConnection("ratePerSecond", "must be 0 (no limit) or more");
        }
        connector(settings).check(settings);
        return sql.sql(
                        """
                        insert into connection (name, kind, priority, rate_per_second, prefixes, options, secret)
                        values (:name, :kind, :priority, :rate, :prefixes, :options::jsonb, :secret)
                        on conflict (name) do update
                           set kind = excluded.kind, priority = excluded.priority,
                               rate_per_second = excluded.rate_per_second, prefixes = excluded.prefixes,
                               options = excluded.options, secret = excluded.secret
                        returning id
                        """)
                .param("name", settings.name())
                .param("kind", settings.kind())
                .param("priority", priority)
                .param("rate", settings.ratePerSecond())
                .param("prefixes", settings.prefixes().toArray(String[]::new))
                .param("options", json.writeValueAsString(settings.options()))
                .param("secret", secrets.seal(settings.secret()))
                .query(Integer.class)
                .single();
    }

    /** The protocol of a connection. */
    public Connector connector(ConnectionSettings settings) {
        Connector connector = connectors.get(settings.kind());
        if (connector == null) {
            throw new InvalidConnection(
                    "kind",
                    "is "
                            + settings.kind()
                            + ", but must be one of "
                            + connectors.keySet().stream().sorted().toList());
        }
        return connector;
    }
}
