package io.soroka.contacts.intake;

import io.soroka.platform.Database;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets one at a time fold rows into a department: two would each create whom both bring. */
public final class DepartmentLock {

    /** The first half of the advisory lock; the department is the second. */
    private static final int LOCK = 0x494d50;

    private DepartmentLock() {}

    /**
     * Takes it until the end of the transaction in which this is called.
     *
     * @param patience how long to wait for it, at least a millisecond
     * @return whether it was free in time; if not, the transaction can only be rolled back
     */
    public static boolean take(JdbcClient jdbc, long departmentId, Duration patience) {
        limitWaiting(jdbc, patience);
        try {
            jdbc.sql("select pg_advisory_xact_lock(?, hashint8(?))")
                    .params(LOCK, departmentId)
                    .query((row, number) -> true)
                    .single();
        } catch (DataAccessException e) {
            if (Database.isLockTimeout(e)) {
                return false;
            }
            throw e;
        }
        limitWaiting(jdbc, Duration.ZERO);
        return true;
    }

    /** Whether it was free this very moment; it is then held as by {@link #take}. */
    public static boolean tryTake(JdbcClient jdbc, long departmentId) {
        return jdbc.sql("select pg_try_advisory_xact_lock(?, hashint8(?))")
                .params(LOCK, departmentId)
                .query(Boolean.class)
                .single();
    }

    private static void limitWaiting(JdbcClient jdbc, Duration most) {
        jdbc.sql("select set_config('lock_timeout', ?, true)")
                .param(Long.toString(most.toMillis()))
                .query(String.class)
                .single();
    }
}
