package io.soroka.events;

import io.soroka.platform.CopyRows;
import io.soroka.platform.ProblemException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** What clients did. */
@Component
public class Events {
    /** Nothing is told of a time before. */
    public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    /** The first half of the advisory lock; the department is the second. */
    private static final int LOCK = 0x45564e;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate template;
    private final JdbcClient sql;

    Events(JdbcTemplate template) {
        this.template = template;
        this.sql = JdbcClient.create(template);
    }

    /**
     * What became of events that were told.
     *
     * @param added so many are new
     * @param changed so many were known and are told differently now
     * @param repeated so many were known as they are, or told twice at once
     * @param strangers places, from 0, of those whose client there is not; they are not kept
     */
    public record Told(int added, int changed, int repeated, List<Integer> strangers) {
        public Told {
            strangers = List.copyOf(strangers);
        }
    }

    /**
     * An event of a client, as cards show it.
     *
     * @param kind its id
     * @param attributes texts and numbers by key, as people read them
     */
    public record Seen(
            int kind, Instant at, @Nullable BigDecimal amount, Map<String, String> attributes) {
        public Seen {
            attributes = Map.copyOf(attributes);
        }
    }

    /**
     * Keeps events of a department's clients, all of them in the caller's transaction or one of its
     * own. Of several with the same id the last one counts.
     *
     * @param events of times from {@link #EARLIEST} on, with attributes of their kinds
     */
    @Transactional
    public Told tell(long departmentId, List<Event> events) {
        lock(departmentId);
        requirePartitions(events);
        List<Integer> strangers = stage(departmentId, events);
        int changed = forgetChanged(departmentId);
        return told(events, strangers, insert(departmentId), changed);
    }

    /** What {@link #tell} would do; keeps nothing. */
    @Transactional
    public Told wouldTell(long departmentId, List<Event> events) {
        List<Integer> strangers = stage(departmentId, events);
        int[] differing = {0, 0};
        sql.sql(
                        """
                        select count(*) filter (where e.client_id is null) as added,
                               count(*) filter (where e.client_id is not null
                                                  and (e.client_id, e.at, e.amount, e.attributes)
                                                      is distinct from (k.client_id, k.at, k.amount, k.attributes)) as changed
                          from known_event k
                          left join client_event e on e.department_id = ? and e.kind = k.kind
                                                  and e.external_id = k.external_id
                        """)
                .param(departmentId)
                .query(row -> {
                    differing[0] = row.getInt("added");
                    differing[1] = row.getInt("changed");
                });
        return told(events, strangers, differing[0] + differing[1], differing[1]);
    }

    private static Told told(List<Event> events, List<Integer> strangers, int stored, int changed) {
        return new Told(
                stored - changed, changed, events.size() - strangers.size() - stored, strangers);
    }

    /**
     * Into tables that vanish with the transaction; the places of those whose client there is not.
     */
    private List<Integer> stage(long departmentId, List<Event> events) {
        template.execute("drop table if exists told_event, known_event");
        template.execute(
                """
                create temporary table told_event (
                    place int not null, kind smallint not null, client_external_id text collate "C", msisdn bigint,
                    at timestamptz not null, amount text, external_id text collate "C", attributes text
                ) on commit drop
                """);
        template.execute((Connection db) -> {
            copy(db, events);
            return null;
        });
        template.execute("analyze told_event");
        return recognise(departmentId);
    }

    private static void copy(Connection db, List<Event> events) throws SQLException {
        var rows =
                new CopyRows(
                        "told_event",
                        "place",
                        "kind",
                        "client_external_id",
                        "msisdn",
                        "at",
                        "amount",
                        "external_id",
                        "attributes");
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            BigDecimal amount = event.amount();
            rows.row()
                    .int4(i)
                    .int2(event.kind().id())
                    .text(event.clientExternalId())
                    .int8(event.msisdn())
                    .time(event.at())
                    .text(amount == null ? null : amount.toPlainString())
                    .text(event.externalId())
                    .text(
                            event.attributes().isEmpty()
                                    ? null
                                    : JSON.writeValueAsString(event.attributes()));
        }
        rows.copy(db);
    }

    /** Whose they are; of several clients with one number the earliest. Leaves out strangers'. */
    private List<Integer> recognise(long departmentId) {
        template.execute(
                """
                create temporary table known_event (
                    place int not null, client_id bigint not null, kind smallint not null, at timestamptz not null,
                    amount numeric(17, 2), external_id text collate "C", attributes jsonb
                ) on commit drop
                """);
        sql.sql(
                        """
                        insert into known_event
                        select t.place, c.id, t.kind, t.at, t.amount::numeric, t.external_id, t.attributes::jsonb
                          from told_event t
                          join client c on c.department_id = ? and c.external_id = t.client_external_id
                        union all
                        select t.place, c.id, t.kind, t.at, t.amount::numeric, t.external_id, t.attributes::jsonb
                          from told_event t
                          join lateral (select min(n.id) as id from client n
                                         where n.msisdn = t.msisdn and n.department_id = ?) c on c.id is not null
                         where t.client_external_id is null
                        """)
                .params(departmentId, departmentId)
                .update();
        // Of several with the same id the last one is meant.
        template.update(
                """
                delete from known_event e using known_event later
                 where later.kind = e.kind and later.external_id = e.external_id and later.place > e.place
                """);
        template.execute("analyze known_event");
        return sql.sql(
                        """
                        select place from told_event t
                         where not exists (select from client c where c.department_id = :department
                                              and c.external_id = t.client_external_id)
                           and not (t.client_external_id is null
                                    and exists (select from client c where c.msisdn = t.msisdn
                                                   and c.department_id = :department))
                         order by place
                        """)
                .param("department", departmentId)
                .query((row, number) -> row.getInt(1))
                .list();
    }

    /** Those that are told differently now go, wherever they stand. */
    private int forgetChanged(long departmentId) {
        return sql.sql(
                        """
                        delete from client_event e using known_event k
                         where e.department_id = ? and e.kind = k.kind and e.external_id = k.external_id
                           and (e.client_id, e.at, e.amount, e.attributes)
                               is distinct from (k.client_id, k.at, k.amount, k.attributes)
                        """)
                .param(departmentId)
                .update();
    }

    private int insert(long departmentId) {
        return sql.sql(
                        """
                        insert into client_event (department_id, client_id, kind, at, amount, external_id, attributes)
                        select ?, k.client_id, k.kind, k.at, k.amount, k.external_id, k.attributes
                          from known_event k
                         where not exists (select from client_event e
                                            where e.department_id = ? and e.kind = k.kind
                                              and e.external_id = k.external_id)
                         order by k.client_id
                        """)
                .params(departmentId, departmentId)
                .update();
    }

    /**
     * The latest events of a client.
     *
     * @param departmentId the department that asks; null for someone who sees all
     * @throws ProblemException 404 when there is no such client, or it is another department's
     */
    public List<Seen> latest(long clientId, @Nullable Long departmentId, int limit) {
        var _ =
                sql.sql("select department_id from client where id = ?")
                        .param(clientId)
                        .query((row, number) -> row.getLong(1))
                        .optional()
                        .filter(department ->
                                departmentId == null || department.equals(departmentId))
                        .orElseThrow(() -> new ProblemException(404, "not-found"));
        return sql.sql(
                        """
                        select kind, at, amount, attributes from client_event
                         where client_id = ? and kind in (select id from event_kind)
                         order by at desc limit ?
                        """)
                .params(clientId, limit)
                .query(Events::seen)
                .list();
    }

    private static Seen seen(ResultSet row, int number) throws SQLException {
        var attributes = new HashMap<String, String>();
        String told = row.getString("attributes");
        if (told != null) {
            JSON.readTree(told)
                    .properties()
                    .forEach(one -> attributes.put(one.getKey(), one.getValue().asString()));
        }
        return new Seen(
                row.getInt("kind"),
                row.getTimestamp("at").toInstant(),
                row.getBigDecimal("amount"),
                attributes);
    }

    /** Two who tell the same at once would both find it new. */
    private void lock(long departmentId) {
        sql.sql("select pg_advisory_xact_lock(?, hashint8(?))")
                .params(LOCK, departmentId)
                .query((row, number) -> true)
                .single();
    }

    /**
     * Makes the months that are missing. They are attached, which whoever reads events at the same
     * time does not notice.
     */
    private void requirePartitions(List<Event> events) {
        Set<YearMonth> months = new HashSet<>();
        events.forEach(event -> months.add(YearMonth.from(event.at().atOffset(ZoneOffset.UTC))));
        List<String> there = new ArrayList<>(partitions());
        for (YearMonth month : months.stream().sorted().toList()) {
            String name = partition(month);
            if (!there.contains(name)) {
                template.execute(
                        "create table %s (like client_event including all)".formatted(name));
                template.execute(
                        "alter table client_event attach partition %s for values from ('%s-01Z') to ('%s-01Z')"
                                .formatted(name, month, month.plusMonths(1)));
            }
        }
    }

    private static String partition(YearMonth month) {
        return "client_event_%d%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private List<String> partitions() {
        return sql.sql(
                        """
                        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
                         where i.inhparent = 'client_event'::regclass
                        """)
                .query((row, number) -> row.getString(1))
                .list();
    }
}
