package io.soroka.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Who owns what after the migrations, where they ran as another user than the application: the
 * application everything, for it makes partitions and columns while it runs, except the audit, the
 * ledger of consents and the record of migrations. The audit and the ledger it may read and add to;
 * in the ledger it may also annul answers and make them anonymous. The schema stays with the owner
 * too, for a schema's owner may drop what is in it.
 */
public final class Ownership implements Callback {
    private final String application;

    /**
     * Prepares the handing over.
     *
     * @param application the role with which the application logs in
     */
    public Ownership(String application) {
        this.application = application;
    }

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public String getCallbackName() {
        return "ownership";
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            handOver(context.getConnection());
        } catch (SQLException e) {
            throw new StartRefused(
                    "The tables can't be handed over to the database user "
                            + application
                            + ": "
                            + e.getMessage()
                            + ". See docs/operations.md on soroka.database.owner-user.",
                    e);
        }
    }

    /** Does it over a connection of the owner; a second time does no harm. */
    public void handOver(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            try (var user = statement.executeQuery("select current_user")) {
                user.next();
                if (user.getString(1).equals(application)) {
                    return;
                }
            }
            for (String change : changes(owner)) {
                statement.execute(change);
            }
        }
    }

    private List<String> changes(Connection owner) throws SQLException {
        try (var query =
                owner.prepareStatement(
                        """
                        -- Grants first: to own a table one must be allowed to make one.
                        select format(grants.what, app.rolname), 0 as turn
                          from pg_roles app,
                               (values ('grant usage, create on schema public to %I'),
                                       ('revoke all on audit from %I'),
                                       ('grant select, insert on audit to %I'),
                                       ('revoke all on consent from %I'),
                                       ('grant select, insert, update (annulled_at, msisdn, evidence) on consent to %I'),
                                       ('grant select on flyway_schema_history to %I')) as grants (what)
                         where app.rolname = ?
                        union all
                        select format('alter %s public.%I owner to %I',
                                      case c.relkind when 'S' then 'sequence'
                                                     when 'v' then 'view'
                                                     when 'm' then 'materialized view'
                                                     else 'table' end,
                                      c.relname, app.rolname), 1
                          from pg_class c, pg_roles app
                         where app.rolname = ?
                           and c.relnamespace = 'public'::regnamespace
                           and c.relkind in ('r', 'p', 'S', 'v', 'm')
                           and c.relowner <> app.oid
                           and c.relname not in ('audit', 'consent', 'flyway_schema_history')
                           -- What belongs to a column or an extension follows it.
                           and not exists (select from pg_depend d
                                            where d.classid = 'pg_class'::regclass and d.objid = c.oid
                                              and (d.deptype = 'e' or c.relkind = 'S' and d.deptype in ('a', 'i')))
                        order by turn
                        """)) {
            query.setString(1, application);
            query.setString(2, application);
            var changes = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    changes.add(rows.getString(1));
                }
            }
            return changes;
        }
    }
}
