package io.soroka.sources.jdbc;

import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceResult;
import io.soroka.sources.SourceWriter;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes results into a table whose columns have agreed names; those that it lacks are left out. A
 * result is there once, for its id is unique in the table, which is asked for before anything is
 * written.
 */
final class JdbcWriter implements SourceWriter {
    private static final String ID = "result_id";
    private static final Set<String> NEEDED = Set.of(ID, "client_id", "kind", "at");

    private static final Map<String, Function<SourceResult, @Nullable Object>> VALUES =
            new LinkedHashMap<>();

    static {
        VALUES.put(ID, SourceResult::id);
        VALUES.put("client_id", SourceResult::clientId);
        VALUES.put("phone", SourceResult::phone);
        VALUES.put("kind", SourceResult::kind);
        VALUES.put("at", one -> LocalDateTime.ofInstant(one.at(), ZoneOffset.UTC));
        VALUES.put("campaign", SourceResult::campaign);
        VALUES.put("reason", SourceResult::reason);
    }

    private final Connection connection;
    private final int seconds;
    private final Dialect dialect;
    private final String statement;
    private final List<Function<SourceResult, @Nullable Object>> values = new ArrayList<>();

    /**
     * @param wanted the table's name, behind its schema's and a dot where there are schemas
     * @throws SourceFailure if it can't take results
     */
    JdbcWriter(Connection connection, int seconds, String wanted) throws SQLException {
        this.connection = connection;
        this.seconds = seconds;
        this.dialect = Dialect.of(connection);
        DatabaseMetaData metadata = connection.getMetaData();
        String quote = metadata.getIdentifierQuoteString();
        Table table = table(metadata, wanted);
        Map<String, Integer> lengths = columns(metadata, table);
        if (!lengths.keySet().containsAll(NEEDED)) {
            throw new SourceFailure(
                    "source.results-columns",
                    NEEDED.stream()
                            .filter(name -> !lengths.containsKey(name))
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        // Cut off, two ids could become one.
        if (lengths.getOrDefault(ID, 0) < SourceResult.LONGEST_ID || !isUnique(metadata, table)) {
            throw new SourceFailure("source.results-id", SourceResult.LONGEST_ID);
        }
        List<String> names = new ArrayList<>();
        VALUES.forEach((name, value) -> {
            if (lengths.containsKey(name)) {
                names.add(quoted(name, quote));
                values.add(value);
            }
        });
        this.statement =
                dialect.insertNew(
                        table.schema() == null
                                ? quoted(table.name(), quote)
                                : quoted(table.schema(), quote) + "." + quoted(table.name(), quote),
                        String.join(", ", names),
                        String.join(", ", names.stream().map(name -> "?").toList()));
    }

    private record Table(@Nullable String catalog, @Nullable String schema, String name) {}

    /** What people wrote is only compared; the names in SQL are the database's own. */
    private static Table table(DatabaseMetaData metadata, String wanted) throws SQLException {
        try (ResultSet rows =
                metadata.getTables(
                        metadata.getConnection().getCatalog(),
                        null,
                        "%",
                        new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE"})) {
            while (rows.next()) {
                String schema = rows.getString("TABLE_SCHEM");
                String name = rows.getString("TABLE_NAME");
                if (wanted.equals(schema == null ? name : schema + "." + name)) {
                    return new Table(rows.getString("TABLE_CAT"), schema, name);
                }
            }
        }
        throw new SourceFailure("source.no-such-entity", wanted);
    }

    /** How long a value of each column may be. */
    private static Map<String, Integer> columns(DatabaseMetaData metadata, Table table)
            throws SQLException {
        Map<String, Integer> lengths = new HashMap<>();
        try (ResultSet rows = metadata.getColumns(table.catalog(), table.schema(), "%", "%")) {
            while (rows.next()) {
                // Where a driver takes the schema for a pattern, others' columns come as well.
                if (table.name().equals(rows.getString("TABLE_NAME"))
                        && Objects.equals(table.schema(), rows.getString("TABLE_SCHEM"))) {
                    lengths.put(rows.getString("COLUMN_NAME"), rows.getInt("COLUMN_SIZE"));
                }
            }
        }
        return lengths;
    }

    /** Whether the id alone is a key. */
    private static boolean isUnique(DatabaseMetaData metadata, Table table) throws SQLException {
        Map<String, List<String>> indexes = new HashMap<>();
        try (ResultSet rows =
                metadata.getIndexInfo(table.catalog(), table.schema(), table.name(), true, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                // Part of a table, or a calculated value, is no key of it.
                if (index != null && rows.getString("FILTER_CONDITION") == null) {
                    indexes.computeIfAbsent(index, one -> new ArrayList<>())
                            .add(String.valueOf(rows.getString("COLUMN_NAME")));
                }
            }
        }
        return indexes.containsValue(List.of(ID));
    }

    private static String quoted(String name, String quote) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    @Override
    public void write(List<SourceResult> results) {
        try {
            dialect.beginWriting(connection, seconds);
            try (PreparedStatement insert = connection.prepareStatement(statement)) {
                insert.setQueryTimeout(seconds);
                for (SourceResult result : results) {
                    for (int i = 0; i < values.size(); i++) {
                        insert.setObject(i + 1, values.get(i).apply(result));
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            } finally {
                if (!connection.isClosed()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e, false);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // What was written is committed.
        }
    }
}
