package io.soroka.sources.jdbc;

import io.soroka.sources.SourceFailure;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Objects;
import java.util.Set;

/**
 * What databases say of their failures, as sentences of ours: theirs may quote values and
 * passwords.
 */
final class SqlFailures {
    /** MariaDB's, MySQL's and PostgreSQL's words for a question that took too long. */
    private static final Set<Integer> TOO_LONG = Set.of(1969, 3024);

    private static final Set<Integer> NO_SUCH_DATABASE = Set.of(1044, 1049);
    private static final Set<Integer> NOT_PERMITTED = Set.of(1142, 1143);
    private static final int DEPTH = 10;

    private SqlFailures() {}

    static SourceFailure of(SQLException e, boolean cancelled) {
        if (cancelled) {
            return SourceFailure.stopped();
        }
        int depth = 0;
        for (Throwable cause = e; cause != null && depth < DEPTH; cause = cause.getCause()) {
            if (cause instanceof GuardedSockets.AddressRefused) {
                return new SourceFailure("source.address-refused");
            }
            if (cause instanceof UnknownHostException) {
                return new SourceFailure("source.host-unknown");
            }
            depth++;
        }
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        int code = e.getErrorCode();
        if (e instanceof SQLTimeoutException || state.equals("57014") || TOO_LONG.contains(code)) {
            return new SourceFailure("source.too-slow");
        }
        if (state.startsWith("28")) {
            return new SourceFailure("source.login-refused");
        }
        if (state.equals("3D000") || NO_SUCH_DATABASE.contains(code)) {
            return new SourceFailure("source.no-such-database");
        }
        if (state.equals("42501") || NOT_PERMITTED.contains(code)) {
            return new SourceFailure("source.not-permitted");
        }
        if (state.startsWith("08")) {
            return new SourceFailure("source.unreachable");
        }
        return new SourceFailure("source.failed", state.isEmpty() ? "?" : state);
    }
}
