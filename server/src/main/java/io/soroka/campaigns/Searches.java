package io.soroka.campaigns;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds campaigns, segments and texts by a part of their names. */
@Component
public class Searches {
    private static final int LONGEST_QUERY = 100;

    private final JdbcClient sql;

    Searches(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Something that was found.
     *
     * @param kind campaign, segment or text
     * @param hint what tells it from others of its name
     */
    public record Found(String kind, long id, String title, String hint) {}

    /**
     * What has the query in its name, whatever the case; the newest first.
     *
     * @param departmentId whose; null for everybody's
     * @param kinds which are asked for
     * @param limit of each kind
     */
    public List<Found> find(
            @Nullable Long departmentId, Set<String> kinds, String query, int limit) {
        String sought = query.replace("\0", "").strip();
        if (sought.isEmpty() || sought.length() > LONGEST_QUERY || kinds.isEmpty()) {
            return List.of();
        }
        return sql.sql(
                        """
                        with named as (
                            select 1 as place, 'campaign' as kind, id, name, created_by as hint, department_id from campaign
                            union all
                            select 2, 'segment', id, name, coalesce(created_by, ''), department_id from segment
                            union all
                            select 3, 'text', id, name, left(text, 60), department_id from text_template),
                        found as (
                            select *, row_number() over (partition by kind order by id desc) as nth
                              from named
                             where kind in (:kinds) and (department_id = :department
                                    or :department::bigint is null and department_id in (select id from department where practice_of is null))
                               and position(lower(:query collate "pg_c_utf8") in lower(name collate "pg_c_utf8")) > 0)
                        select kind, id, name, hint from found where nth <= :limit order by place, nth
                        """)
                .param("kinds", kinds)
                .param("department", departmentId)
                .param("query", sought)
                .param("limit", limit)
                .query((row, number) ->
                        new Found(
                                row.getString("kind"),
                                row.getLong("id"),
                                row.getString("name"),
                                row.getString("hint")))
                .list();
    }
}
