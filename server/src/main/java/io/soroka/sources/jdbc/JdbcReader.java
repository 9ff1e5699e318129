package io.soroka.sources.jdbc;

import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.Entity;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SqlReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables and views. Each page is a short question of its own, in a transaction that can only
 * read, so that nothing is held in the other database while we work. Names in SQL are those that
 * the database itself tells, in its own quotes.
 */
final class JdbcReader implements SqlReader {
    private static final int FETCH = 1_000;

    /** Rows with one key behind a page's end. */
    private static final int MOST_ALIKE = 1_000;

    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Set<String> SYSTEM =
            Set.of(
                    "information_schema",
                    "pg_catalog",
                    "pg_toast",
                    "sys",
                    "mysql",
                    "performance_schema");

    private final Connection connection;
    private final int seconds;
    private final Dialect dialect;
    private final String quote;
    private final Map<String, Table> opened = new HashMap<>();
    private volatile boolean cancelled;
    private volatile @Nullable PreparedStatement running;

    /** A table with its name as it stands in SQL. */
    private record Table(
            @Nullable String catalog,
            @Nullable String schema,
            String name,
            String quoted,
            List<JdbcColumn> columns) {}

    JdbcReader(Connection connection, int seconds) throws SQLException {
        this.connection = connection;
        this.seconds = seconds;
        connection.setReadOnly(true);
        this.dialect = Dialect.of(connection);
        this.quote = connection.getMetaData().getIdentifierQuoteString();
    }

    @FunctionalInterface
    private interface Work<T> {
        T done() throws SQLException;
    }

    private <T> T reading(Work<T> work) {
        if (cancelled) {
            throw SourceFailure.stopped();
        }
        try {
            try {
                dialect.beginReading(connection, seconds);
                return work.done();
            } finally {
                running = null;
                if (!connection.isClosed()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e, cancelled);
        }
    }

    @Override
    public List<Entity> entities() {
        return reading(
                () -> tables().keySet().stream().limit(Entity.MOST).map(Entity::new).toList());
    }

    /** By the name that tells them apart, without the system's own. */
    private Map<String, Table> tables() throws SQLException {
        Map<String, Table> found = new TreeMap<>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet rows =
                metadata.getTables(
                        connection.getCatalog(),
                        null,
                        "%",
                        new String[] {
                            "TABLE",
                            "VIEW",
                            "BASE TABLE",
                            "PARTITIONED TABLE",
                            "MATERIALIZED VIEW",
                            "FOREIGN TABLE"
                        })) {
            while (rows.next() && found.size() < 4 * Entity.MOST) {
                String schema = rows.getString("TABLE_SCHEM");
                String name = rows.getString("TABLE_NAME");
                if (schema == null || !SYSTEM.contains(schema.toLowerCase(Locale.ROOT))) {
                    found.put(
                            schema == null ? name : schema + "." + name,
                            new Table(
                                    rows.getString("TABLE_CAT"),
                                    schema,
                                    name,
                                    schema == null
                                            ? quoted(name)
                                            : quoted(schema) + "." + quoted(name),
                                    List.of()));
                }
            }
        }
        return found;
    }

    private Table table(String entity) throws SQLException {
        Table known = opened.get(entity);
        if (known != null) {
            return known;
        }
        Table table = tables().get(entity);
        if (table == null) {
            throw new SourceFailure("source.no-such-entity", entity);
        }
        List<JdbcColumn> columns = new ArrayList<>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet rows =
                metadata.getColumns(
                        table.catalog(),
                        pattern(metadata, table.schema()),
                        pattern(metadata, table.name()),
                        "%")) {
            while (rows.next()) {
                // Where a driver takes the pattern otherwise, other tables' columns come as well.
                if (rows.getString("TABLE_NAME").equals(table.name())) {
                    String name = rows.getString("COLUMN_NAME");
                    columns.add(
                            new JdbcColumn(
                                    name,
                                    quoted(name),
                                    rows.getInt("DATA_TYPE"),
                                    rows.getString("TYPE_NAME")));
                }
            }
        }
        Table whole =
                new Table(table.catalog(), table.schema(), table.name(), table.quoted(), columns);
        opened.put(entity, whole);
        return whole;
    }

    /** A name where a pattern is asked for. */
    private static @Nullable String pattern(DatabaseMetaData metadata, @Nullable String name)
            throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name == null
                ? null
                : name.replace(escape, escape + escape)
                        .replace("_", escape + "_")
                        .replace("%", escape + "%");
    }

    private String quoted(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    @Override
    public List<Column> columns(String entity) {
        return reading(() -> {
            Table table = table(entity);
            Set<String> keys = keys(table);
            return table.columns().stream()
                    .map(one -> new Column(one.name(), one.type(), keys.contains(one.name())))
                    .toList();
        });
    }

    /** The column that is the primary key all alone. */
    private Set<String> keys(Table table) throws SQLException {
        Set<String> keys = new HashSet<>();
        try (ResultSet rows =
                connection
                        .getMetaData()
                        .getPrimaryKeys(table.catalog(), table.schema(), table.name())) {
            while (rows.next()) {
                keys.add(rows.getString("COLUMN_NAME"));
            }
        }
        return keys.size() == 1 ? keys : Set.of();
    }

    @Override
    public List<List<@Nullable Object>> preview(String entity, int most) {
        return reading(() -> {
            Table table = table(entity);
            List<JdbcColumn> columns = table.columns();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            // SQL Server takes a limit behind an order only, and (select null) is one.
            String order = dialect == Dialect.SQL_SERVER ? " order by (select null) " : " ";
            ask(
                    "select "
                            + names(columns)
                            + " from "
                            + table.quoted()
                            + order
                            + dialect.limit(most),
                    statement -> {},
                    row -> {
                        rows.add(values(row, columns));
                        return true;
                    });
            return rows;
        });
    }

    @Override
    public Page read(SourceQuery query, @Nullable String cursor, int most, RowSink sink) {
        return reading(() -> {
            Table table = table(query.entity());
            List<JdbcColumn> columns =
                    query.columns().stream().map(name -> column(table, name)).toList();
            JdbcColumn key = column(table, query.key());
            JdbcColumn changed = query.changed() == null ? null : column(table, query.changed());
            List<JdbcColumn> asked = new ArrayList<>(columns);
            asked.add(key);
            if (changed != null) {
                asked.add(changed);
            }
            Position from = Position.of(cursor);
            String by = changed == null ? key.quoted() : changed.quoted() + ", " + key.quoted();
            String statement =
                    "select %s from %s where %s order by %s %s"
                            .formatted(
                                    names(asked),
                                    table.quoted(),
                                    behind(from, key, changed),
                                    by,
                                    dialect.limit(most + MOST_ALIKE + 1));
            var page = new PageEnd(from, most, changed != null);
            ask(
                    statement,
                    bound -> bind(bound, from, key, changed),
                    row -> {
                        List<@Nullable Object> values = values(row, asked);
                        if (page.endsBefore(values)) {
                            return false;
                        }
                        sink.row(new ArrayList<>(values.subList(0, columns.size())));
                        return true;
                    });
            return page.done();
        });
    }

    /** Finds the end of a page: between two rows of different keys. */
    private static final class PageEnd {
        private final int most;
        private final boolean changes;
        private @Nullable Position last;
        private int rows;
        private boolean more;

        PageEnd(@Nullable Position from, int most, boolean changes) {
            this.last = from;
            this.most = most;
            this.changes = changes;
        }

        boolean endsBefore(List<@Nullable Object> values) {
            int size = values.size();
            Object key = values.get(changes ? size - 2 : size - 1);
            Object changed = changes ? values.get(size - 1) : null;
            var here =
                    new Position(
                            changed == null ? null : JdbcColumn.written(changed),
                            key == null ? null : JdbcColumn.written(key));
            more = rows >= most && !here.equals(last);
            if (!more) {
                if (rows > most + MOST_ALIKE - 1) {
                    throw new SourceFailure("source.key-repeats");
                }
                last = here;
                rows++;
            }
            return more;
        }

        Page done() {
            return new Page(rows, last == null ? null : last.cursor(), !more);
        }
    }

    /**
     * Rows without a key or, when changes are asked for, without a moment can't be put in order.
     */
    private static String behind(
            @Nullable Position from, JdbcColumn key, @Nullable JdbcColumn changed) {
        String known = key.quoted() + " is not null";
        if (changed == null) {
            return from == null ? known : key.quoted() + " > ?";
        }
        if (from == null) {
            return known + " and " + changed.quoted() + " is not null";
        }
        return from.key() == null
                ? "%s and %s >= ?".formatted(known, changed.quoted())
                // The first half alone lets an index be used.
                : "%1$s >= ? and (%1$s > ? or %2$s > ?)".formatted(changed.quoted(), key.quoted());
    }

    private void bind(
            PreparedStatement statement,
            @Nullable Position from,
            JdbcColumn key,
            @Nullable JdbcColumn changed)
            throws SQLException {
        try {
            int index = 1;
            if (from != null && changed != null && from.changed() != null) {
                changed.bind(statement, index++, from.changed(), dialect);
                if (from.key() != null) {
                    changed.bind(statement, index++, from.changed(), dialect);
                }
            }
            if (from != null && from.key() != null) {
                key.bind(statement, index, from.key(), dialect);
            }
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw new SourceFailure("source.cursor-unusable");
        }
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    @FunctionalInterface
    private interface Opening {
        void of(ResultSet rows) throws SQLException;
    }

    @FunctionalInterface
    private interface RowTaker {
        /** Whether more rows are wanted. */
        boolean take(ResultSet row) throws SQLException;
    }

    private void ask(String sql, Binding binding, RowTaker taker) throws SQLException {
        ask(sql, binding, rows -> {}, taker);
    }

    private void ask(String sql, Binding binding, Opening opening, RowTaker taker)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            running = statement;
            statement.setFetchSize(FETCH);
            statement.setQueryTimeout(seconds);
            binding.to(statement);
            try (ResultSet rows = statement.executeQuery()) {
                opening.of(rows);
                while (rows.next() && taker.take(rows)) {
                    if (cancelled) {
                        throw SourceFailure.stopped();
                    }
                }
            }
        }
    }

    @Override
    public void ask(String sql, List<Object> values, int most, Answer answer) {
        Integer ignored =
                reading(() -> {
                    List<JdbcColumn> columns = new ArrayList<>();
                    ask(
                            sql,
                            statement -> {
                                statement.setMaxRows(most);
                                bind(statement, values);
                            },
                            rows -> {
                                columns.addAll(described(rows.getMetaData()));
                                answer.columns(
                                        columns.stream()
                                                .map(one ->
                                                        new Column(one.name(), one.type(), false))
                                                .toList());
                            },
                            row -> {
                                answer.row(values(row, columns));
                                return true;
                            });
                    return 0;
                });
    }

    private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            switch (values.get(i)) {
                case String text -> statement.setString(i + 1, text);
                case BigDecimal number -> statement.setBigDecimal(i + 1, number);
                case LocalDate day -> statement.setObject(i + 1, day);
                default -> throw new IllegalArgumentException("no such kind of value");
            }
        }
    }

    private static List<JdbcColumn> described(ResultSetMetaData metadata) throws SQLException {
        List<JdbcColumn> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(
                    new JdbcColumn(
                            metadata.getColumnLabel(i),
                            "",
                            metadata.getColumnType(i),
                            metadata.getColumnTypeName(i)));
        }
        return columns;
    }

    private List<@Nullable Object> values(ResultSet row, List<JdbcColumn> columns)
            throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size() + 2);
        for (int i = 0; i < columns.size(); i++) {
            values.add(columns.get(i).value(row, i + 1, dialect));
        }
        return values;
    }

    private static JdbcColumn column(Table table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equals(name) && column.type() != ColumnType.OTHER)
                .findFirst()
                .orElseThrow(() -> new SourceFailure("source.no-such-column", name));
    }

    private static String names(List<JdbcColumn> columns) {
        return columns.stream().map(JdbcColumn::quoted).collect(Collectors.joining(", "));
    }

    @Override
    public String earlier(String cursor) {
        Position from = Position.of(cursor);
        return from == null ? cursor : from.earlier().cursor();
    }

    /** A server that does not even answer to this is hung up on. */
    @Override
    public void cancel() {
        cancelled = true;
        PreparedStatement statement = running;
        if (statement == null) {
            return;
        }
        Thread.ofVirtual()
                .name("source cancel")
                .start(() -> {
                    try {
                        statement.cancel();
                    } catch (SQLException e) {
                        // Hung up on below.
                    }
                });
        Thread.ofVirtual()
                .name("source hang-up")
                .start(() -> {
                    LockSupport.parkNanos(PATIENCE.toNanos());
                    if (running != null) {
                        hangUp();
                    }
                });
    }

    private void hangUp() {
        try (var aside = Executors.newVirtualThreadPerTaskExecutor()) {
            connection.abort(aside);
        } catch (SQLException e) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing was written that could be lost.
        }
    }
}
