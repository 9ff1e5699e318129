package io.soroka.engagement;

import io.soroka.platform.Ids;
import io.soroka.segments.Asked;
import io.soroka.segments.CriterionSource;
import io.soroka.segments.PeopleSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom a department has written to. Every person of a run stands in {@code run_person} with the
 * message, whose id tells the time; messages of no run stand alone.
 */
@Component
class Sent {
    private final JdbcClient sql;

    Sent(JdbcClient sql) {
        this.sql = sql;
    }

    /** The smallest id of messages from the beginning of a day on. */
    static long floor(Asked asked, LocalDate day) {
        return Ids.floor(day.atStartOfDay(asked.zone()).toInstant());
    }

    /** The runs of the department that have messages from an id on. */
    Long[] runs(Asked asked, long since) {
        return sql.sql(
                        """
                        select distinct run_id from batch
                         where last_id >= ? and department_id = ? and run_id is not null
                        """)
                .params(since, asked.departmentId())
                .query((row, number) -> row.getLong(1))
                .list()
                .toArray(Long[]::new);
    }

    /** The runs of some of the department's campaigns. */
    Long[] runsOf(Asked asked, List<Long> campaigns) {
        return sql.sql("select id from run where campaign_id = any(?) and department_id = ?")
                .params(campaigns.toArray(Long[]::new), asked.departmentId())
                .query((row, number) -> row.getLong(1))
                .list()
                .toArray(Long[]::new);
    }

    /**
     * Those who got messages, of runs and others.
     *
     * @param since the smallest id of the messages
     * @param having what must be true of all messages of one person, {@code t.id} being a message's
     * @param bounds the values of that
     */
    PeopleSet people(Asked asked, long since, List<String> having, List<Object> bounds) {
        var all = new ArrayList<Object>();
        all.add(runs(asked, since));
        all.add(since);
        all.add(asked.departmentId());
        all.add(since);
        all.addAll(bounds);
        return PeopleSet.clients(
                """
                select t.client_id
                  from (select p.person_id as client_id, p.message_id as id from run_person p
                         where p.run_id = any(cast(? as bigint[])) and p.step = 0
                           and p.message_id is not null and p.message_id >= ?
                        union all
                        select m.client_id, m.id from message m
                         where m.run_id is null and m.client_id is not null and m.department_id = ? and m.id >= ?) t
                 where true{within}
                 group by t.client_id\
                """
                        + (having.isEmpty() ? "" : " having " + String.join(" and ", having)),
                "t.client_id",
                all);
    }

    /** Those who got a message of some runs. */
    static PeopleSet ofRuns(Long[] runs, long since) {
        return PeopleSet.clients(
                """
                select p.person_id as client_id from run_person p
                 where p.run_id = any(cast(? as bigint[])) and p.step = 0
                   and p.message_id is not null and p.message_id >= ?{within}
                 group by p.person_id\
                """,
                "p.person_id",
                List.of(runs, since));
    }

    /** Those to whom a message of some runs was delivered. */
    static PeopleSet delivered(Long[] runs, long since) {
        return outcomes("o.fate = " + Outcomes.DELIVERED, List.of(runs, since));
    }

    /** Those to whom a message of some runs failed, for one of these kinds of reasons. */
    static PeopleSet failed(Long[] runs, long since, Integer[] kinds) {
        return outcomes(
                "o.fate > 0 and o.fate = any(cast(? as smallint[]))", List.of(kinds, runs, since));
    }

    private static PeopleSet outcomes(String fate, List<Object> values) {
        return PeopleSet.clients(
                """
                select o.client_id from run_outcome o
                 where %s and o.run_id = any(cast(? as bigint[])) and o.message_id >= ?{within}
                 group by o.client_id\
                """
                        .formatted(fate),
                "o.client_id",
                values);
    }

    /** Campaigns of the department that have run, the latest first. */
    List<CriterionSource.Choice> campaigns(long departmentId, String search, int most) {
        return sql.sql(
                        """
                        select c.id, c.name from campaign c
                         where c.department_id = ? and c.status = 'launched'
                           and position(lower(? collate "pg_c_utf8") in lower(c.name collate "pg_c_utf8")) > 0
                         order by c.id desc limit ?
                        """)
                .params(departmentId, search, most)
                .query((row, number) ->
                        new CriterionSource.Choice(row.getString(1), row.getString(2)))
                .list();
    }

    /** What a campaign of the department is called. */
    Optional<String> campaign(long departmentId, String id) {
        return sql.sql("select name from campaign where department_id = ? and id::text = ?")
                .params(departmentId, id)
                .query(String.class)
                .optional();
    }
}
