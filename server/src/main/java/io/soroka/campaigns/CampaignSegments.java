package io.soroka.campaigns;

import io.soroka.segments.SegmentUse;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Campaigns that are not over and go to a saved segment. */
@Component
class CampaignSegments implements SegmentUse {
    private static final int MOST_NAMED = 5;

    private final JdbcClient sql;

    CampaignSegments(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public List<String> usedBy(long segmentId) {
        return sql.sql(
                        """
                        select coalesce(nullif(c.name, ''), '№ ' || c.id)
                          from campaign c
                         where c.segment_id = ?
                           and (exists (select from run r
                                         where r.campaign_id = c.id
                                           and r.status not in ('finished', 'stopped', 'cancelled'))
                             or not exists (select from run r
                                             where r.campaign_id = c.id and r.status in ('finished', 'stopped')))
                         order by c.id desc
                         limit ?
                        """)
                .params(segmentId, MOST_NAMED)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
