package io.soroka.sources.jdbc;

import io.soroka.sources.ColumnType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column as the database describes it.
 *
 * @param quoted its name as it stands in SQL
 * @param sqlType one of {@link Types}
 * @param typeName what the database calls its type
 */
record JdbcColumn(String name, String quoted, int sqlType, String typeName) {
    private static final Set<Integer> WHOLE =
            Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);

    ColumnType type() {
        return switch (sqlType) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.NUMERIC,
                    Types.DECIMAL,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE ->
                    ColumnType.NUMBER;
            case Types.BOOLEAN -> ColumnType.YES_NO;
            case Types.BIT -> isOneBit() ? ColumnType.YES_NO : ColumnType.OTHER;
            case Types.DATE -> ColumnType.DATE;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> ColumnType.MOMENT;
            case Types.BINARY,
                    Types.VARBINARY,
                    Types.LONGVARBINARY,
                    Types.BLOB,
                    Types.ARRAY,
                    Types.STRUCT,
                    Types.REF,
                    Types.ROWID,
                    Types.JAVA_OBJECT,
                    Types.DISTINCT ->
                    ColumnType.OTHER;
            default -> ColumnType.TEXT;
        };
    }

    /** PostgreSQL calls a boolean a bit, but a bit, too; MySQL's bit is a number of bits. */
    private boolean isOneBit() {
        return !typeName.toLowerCase(Locale.ROOT).equals("bit");
    }

    /** Whether it is a moment with an offset; without one it is told as the database's clock. */
    private boolean hasOffset() {
        String name = typeName.toLowerCase(Locale.ROOT);
        return sqlType == Types.TIMESTAMP_WITH_TIMEZONE || name.equals("timestamptz");
    }

    @Nullable Object value(ResultSet row, int index, Dialect dialect) throws SQLException {
        return switch (type()) {
            case NUMBER -> number(row, index);
            case YES_NO -> {
                boolean yes = row.getBoolean(index);
                yield row.wasNull() ? null : yes;
            }
            case DATE -> row.getObject(index, LocalDate.class);
            case MOMENT -> {
                if (hasOffset()) {
                    yield row.getObject(index, OffsetDateTime.class);
                }
                LocalDateTime moment = row.getObject(index, LocalDateTime.class);
                yield moment != null && isInUtc(dialect) ? moment.atOffset(ZoneOffset.UTC) : moment;
            }
            case TEXT -> row.getString(index);
            case OTHER -> null;
        };
    }

    /** MariaDB and MySQL keep a timestamp in UTC and tell it in the session's zone, ours is UTC. */
    private boolean isInUtc(Dialect dialect) {
        return (dialect == Dialect.MARIADB || dialect == Dialect.MYSQL)
                && typeName.equalsIgnoreCase("timestamp");
    }

    /** What is no number although its type is one, such as NaN, stays a text. */
    private static @Nullable Object number(ResultSet row, int index) throws SQLException {
        String written = row.getString(index);
        try {
            return written == null ? null : new BigDecimal(written);
        } catch (NumberFormatException e) {
            return written;
        }
    }

    /** Binds a value that was once read here and written with {@link #written}. */
    void bind(PreparedStatement statement, int index, String written, Dialect dialect)
            throws SQLException {
        switch (type()) {
            case NUMBER -> {
                // As another type the column's index would be of no use.
                if (WHOLE.contains(sqlType)) {
                    statement.setLong(index, Long.parseLong(written));
                } else {
                    statement.setBigDecimal(index, new BigDecimal(written));
                }
            }
            case DATE -> statement.setObject(index, LocalDate.parse(written));
            case MOMENT -> {
                if (hasOffset()) {
                    statement.setObject(index, OffsetDateTime.parse(written));
                } else if (isInUtc(dialect)) {
                    statement.setObject(index, OffsetDateTime.parse(written).toLocalDateTime());
                } else {
                    statement.setObject(index, LocalDateTime.parse(written));
                }
            }
            default -> {
                if (dialect == Dialect.POSTGRESQL) {
                    // The database itself finds out which type, be it uuid or citext.
                    statement.setObject(index, written, Types.OTHER);
                } else {
                    statement.setString(index, written);
                }
            }
        }
    }

    static String written(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
