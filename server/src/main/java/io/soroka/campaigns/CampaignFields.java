package io.soroka.campaigns;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldUse;
import io.soroka.segments.Segments;
import io.soroka.templates.ClientTexts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Campaigns that are not over and look at a field, or name it in their text. */
@Component
class CampaignFields implements FieldUse {
    private static final int MOST_NAMED = 5;

    private final JdbcClient sql;
    private final Segments segments;
    private final ClientTexts texts;

    CampaignFields(JdbcClient sql, Segments segments, ClientTexts texts) {
        this.sql = sql;
        this.segments = segments;
        this.texts = texts;
    }

    private record Using(String name, long departmentId, String text, @Nullable String criteria) {}

    @Override
    public List<String> usedBy(Field field) {
        return sql
                .sql(
                        """
                        select coalesce(nullif(c.name, ''), '№ ' || c.id) as name, c.department_id, c.text, c.criteria
                          from campaign c
                         where c.status = 'draft'
                        union all
                        select coalesce(nullif(c.name, ''), '№ ' || c.id), r.department_id, r.text, r.criteria
                          from run r
                          join campaign c on c.id = r.campaign_id
                         where r.planned_at is null and r.status not in ('finished', 'stopped', 'cancelled')
                        """)
                .query((row, number) ->
                        new Using(
                                row.getString("name"),
                                row.getLong("department_id"),
                                row.getString("text"),
                                row.getString("criteria")))
                .list()
                .stream()
                .filter(one ->
                        texts.names(one.text(), field)
                                || segments.looksAt(one.departmentId(), one.criteria(), field))
                .map(Using::name)
                .distinct()
                .limit(MOST_NAMED)
                .toList();
    }
}
