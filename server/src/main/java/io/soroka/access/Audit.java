package io.soroka.access;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The record of who did what; the database refuses to change or delete it. Details are for ids,
 * counts and settings: texts of messages, numbers and passwords have no place here.
 */
@Component
public class Audit {
    private final JdbcClient sql;
    private final JsonMapper json;
    private final Clock clock;

    Audit(JdbcClient sql, JsonMapper json, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
    }

    /** Details of a change: what differs, as it was and as it is. Both must have the same keys. */
    public static Map<String, Map<String, ?>> change(Map<String, ?> before, Map<String, ?> after) {
        Map<String, Object> was = new LinkedHashMap<>(before);
        Map<String, Object> is = new LinkedHashMap<>(after);
        was.entrySet().removeAll(after.entrySet());
        is.entrySet().removeAll(before.entrySet());
        return Map.of("before", was, "after", is);
    }

    /**
     * Writes down what the current user did, or nobody when the system did it, in the caller's
     * transaction if there is one.
     *
     * @param action what was done, as "campaign.approved"
     * @param object what it was done to, as "campaign:17"; null when to nothing in particular
     */
    public void record(String action, @Nullable String object, Map<String, ?> details) {
        Caller caller = CurrentUser.signedIn().orElse(null);
        Long key = caller == null || caller.key() == null ? null : Long.valueOf(caller.key().id());
        insert(
                caller == null || key != null ? null : Long.valueOf(caller.user().id()),
                key,
                action,
                object,
                details);
    }

    /** The same for a user who is not, or not yet, the current one. */
    void record(
            @Nullable Long user, String action, @Nullable String object, Map<String, ?> details) {
        insert(user, null, action, object, details);
    }

    private void insert(
            @Nullable Long user,
            @Nullable Long key,
            String action,
            @Nullable String object,
            Map<String, ?> details) {
        sql.sql(
                        """
                        insert into audit (at, user_id, key_id, action, object, details)
                        values (:at, :user, :key, :action, :object, :details::jsonb)
                        """)
                .param("at", OffsetDateTime.now(clock))
                .param("user", user)
                .param("key", key)
                .param("action", action)
                .param("object", object)
                .param("details", json.writeValueAsString(details))
                .update();
    }
}
