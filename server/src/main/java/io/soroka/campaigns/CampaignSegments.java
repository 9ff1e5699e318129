package io.soroka.campaigns;

import io.soroka.segments.SegmentUse;
import io.soroka.segments.Segments;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Campaigns that are not over and go to a saved segment, or name it or something else in
 * conditions.
 */
@Component
class CampaignSegments implements SegmentUse {
    private static final int MOST_NAMED = 5;

    private final JdbcClient sql;
    private final Segments segments;

    CampaignSegments(JdbcClient sql, Segments segments) {
        this.sql = sql;
        this.segments = segments;
    }

    private record Going(
            String name, long departmentId, boolean there, @Nullable String criteria) {}

    @Override
    public List<String> usedBy(long segmentId) {
        return going(segmentId)
                .filter(one ->
                        one.there()
                                || segments.names(one.departmentId(), one.criteria(), segmentId))
                .map(Going::name)
                .limit(MOST_NAMED)
                .toList();
    }

    @Override
    public List<String> keeping(long departmentId, Predicate<String> asked) {
        return going(0).filter(one -> one.departmentId() == departmentId && tells(one, asked))
                .map(Going::name)
                .limit(MOST_NAMED)
                .toList();
    }

    private static boolean tells(Going one, Predicate<String> asked) {
        String criteria = one.criteria();
        return criteria != null && asked.test(criteria);
    }

    /** Campaigns that go to this segment or by conditions of their own; no segment has the id 0. */
    private Stream<Going> going(long segmentId) {
        return sql
                .sql(
                        """
                        select coalesce(nullif(c.name, ''), '№ ' || c.id) as name, c.department_id, c.criteria,
                               coalesce(c.segment_id = ?, false) as there
                          from campaign c
                         where (c.segment_id = ? or c.criteria is not null)
                           and (exists (select from run r
                                         where r.campaign_id = c.id
                                           and r.status not in ('finished', 'stopped', 'cancelled'))
                             or not exists (select from run r
                                             where r.campaign_id = c.id and r.status in ('finished', 'stopped')))
                         order by c.id desc
                        """)
                .params(segmentId, segmentId)
                .query((row, number) ->
                        new Going(
                                row.getString("name"),
                                row.getLong("department_id"),
                                row.getBoolean("there"),
                                row.getString("criteria")))
                .list()
                .stream();
    }
}
