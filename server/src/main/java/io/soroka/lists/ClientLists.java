package io.soroka.lists;

import io.soroka.imports.PhoneRows;
import io.soroka.lists.ClientList.Origin;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import io.soroka.platform.CopyRows;
import io.soroka.platform.ProblemException;
import io.soroka.segments.Segment;
import io.soroka.segments.SegmentUse;
import io.soroka.segments.Segments;
import io.soroka.segments.SqlPeople;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The lists of all departments. */
@Component
public class ClientLists {
    /** The most characters of a name. */
    public static final int LONGEST_NAME = 200;

    private static final int ROWS_A_COPY = 20_000;

    private final JdbcTemplate template;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Numbers numbers;
    private final Segments segments;
    private final List<SegmentUse> uses;
    private final Clock clock;

    ClientLists(
            JdbcTemplate template,
            PlatformTransactionManager transactions,
            Numbers numbers,
            Segments segments,
            List<SegmentUse> uses,
            Clock clock) {
        this.template = template;
        this.sql = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
        this.numbers = numbers;
        this.segments = segments;
        this.uses = List.copyOf(uses);
        this.clock = clock;
    }

    /** Whose a list is to be, what it is to be called, and who makes it. */
    public record Wanted(long departmentId, String name, String by) {}

    /**
     * Makes a list of the clients who have one of these numbers, whichever way they are written.
     *
     * @throws ProblemException 422 or 409 if the name can't be used
     */
    public ClientList ofNumbers(Wanted wanted, List<String> texts) {
        return ofNumbers(
                wanted,
                Origin.NUMBERS,
                List.of(),
                numbers -> {
                    for (String text : texts) {
                        numbers.add(this.numbers.parse(text));
                    }
                });
    }

    /**
     * Makes a list of the clients whose numbers stand in a file.
     *
     * @param fileName as the person's computer calls it
     * @throws ProblemException 422 or 409 if the name can't be used
     */
    public ClientList ofFile(Wanted wanted, String fileName, PhoneRows rows) {
        return ofNumbers(
                wanted,
                Origin.FILE,
                List.of(fileName),
                numbers -> {
                    for (PhoneRows.Row row = rows.next(); row != null; row = rows.next()) {
                        numbers.add(row.number());
                    }
                });
    }

    @FunctionalInterface
    private interface Given {
        void to(Staging numbers) throws SQLException;
    }

    /** Takes numbers into a table of the transaction, some thousand at a time. */
    private static final class Staging {
        private final Connection db;
        private final CopyRows rows = new CopyRows("listed_number", "msisdn");
        private int waiting;
        private long unreadable;

        Staging(Connection db) {
            this.db = db;
        }

        void add(NumberResult number) throws SQLException {
            switch (number) {
                case NumberResult.Accepted accepted -> {
                    rows.row().int8(accepted.msisdn());
                    if (++waiting == ROWS_A_COPY) {
                        end();
                    }
                }
                case NumberResult.Refused _ -> unreadable++;
            }
        }

        void end() throws SQLException {
            rows.copy(db);
            waiting = 0;
        }
    }

    private ClientList ofNumbers(Wanted wanted, Origin origin, List<String> madeOf, Given given) {
        return made(() -> {
            long id = insert(wanted, origin, madeOf);
            template.execute(
                    "create temporary table listed_number (msisdn bigint not null) on commit drop");
            Long unreadable =
                    template.execute((Connection db) -> {
                        var staging = new Staging(db);
                        given.to(staging);
                        staging.end();
                        return staging.unreadable;
                    });
            template.execute("analyze listed_number");
            long unknown =
                    sql.sql(
                                    """
                                    select count(distinct n.msisdn) from listed_number n
                                     where not exists (select from client c
                                                        where c.msisdn = n.msisdn and c.department_id = ?)
                                    """)
                            .param(wanted.departmentId())
                            .query(Long.class)
                            .single();
            int members =
                    sql.sql(
                                    """
                                    insert into client_list_member (list_id, client_id)
                                    select ?, c.id from client c
                                     where c.department_id = ? and c.msisdn in (select msisdn from listed_number)
                                     order by c.id
                                    """)
                            .params(id, wanted.departmentId())
                            .update();
            return counted(id, members, unknown, unreadable == null ? 0 : unreadable);
        });
    }

    /**
     * Makes a list of those who meet a segment's conditions now.
     *
     * @throws ProblemException 422 or 409 if the name can't be used
     */
    public ClientList ofSegment(Wanted wanted, Segment segment) {
        SqlPeople people = segments.people(wanted.departmentId(), segment.tree(), segments.today());
        return made(() -> {
            long id = insert(wanted, Origin.SEGMENT, List.of(segment.name()));
            int members =
                    sql.sql(
                                    "insert into client_list_member (list_id, client_id) select ?, c.id "
                                            + people.sql())
                            .param(id)
                            .params(people.values())
                            .update();
            return counted(id, members, 0, 0);
        });
    }

    /**
     * Makes a list of others.
     *
     * @param lists of the same department, each once, at least one; the first one is the one that
     *     others are taken from
     * @throws ProblemException 422 or 409 if the name can't be used
     */
    public ClientList ofLists(Wanted wanted, Origin origin, List<ClientList> lists) {
        Long[] ids = lists.stream().map(ClientList::id).toArray(Long[]::new);
        return made(() -> {
            long id = insert(wanted, origin, lists.stream().map(ClientList::name).toList());
            int members =
                    switch (origin) {
                        case UNION ->
                                sql.sql(
                                                """
                                                insert into client_list_member (list_id, client_id)
                                                select distinct ?::bigint, client_id from client_list_member
                                                 where list_id = any(?)
                                                """)
                                        .params(id, ids)
                                        .update();
                        case INTERSECTION ->
                                sql.sql(
                                                """
                                                insert into client_list_member (list_id, client_id)
                                                select ?, client_id from client_list_member where list_id = any(?)
                                                 group by client_id having count(*) = ?
                                                """)
                                        .params(id, ids, ids.length)
                                        .update();
                        case DIFFERENCE ->
                                sql.sql(
                                                """
                                                insert into client_list_member (list_id, client_id)
                                                select ?, m.client_id from client_list_member m
                                                 where m.list_id = ?
                                                   and not exists (select from client_list_member o
                                                                    where o.list_id = any(?) and o.client_id = m.client_id)
                                                """)
                                        .params(id, ids[0], Arrays.copyOfRange(ids, 1, ids.length))
                                        .update();
                        case NUMBERS, FILE, SEGMENT ->
                                throw new IllegalArgumentException(origin.code());
                    };
            return counted(id, members, 0, 0);
        });
    }

    private ClientList made(Supplier<ClientList> making) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> making.get()));
        } catch (DuplicateKeyException e) {
            throw taken();
        }
    }

    private long insert(Wanted wanted, Origin origin, List<String> madeOf) {
        return sql.sql(
                        """
                        insert into client_list (department_id, name, origin, made_of, created_at, created_by)
                        values (?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        wanted.departmentId(),
                        tidy(wanted.name()),
                        origin.code(),
                        madeOf.toArray(String[]::new),
                        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
                        wanted.by())
                .query(Long.class)
                .single();
    }

    private ClientList counted(long id, long members, long unknown, long unreadable) {
        return sql.sql(
                        """
                        update client_list set members = ?, unknown = ?, unreadable = ? where id = ? returning *
                        """)
                .params(members, unknown, unreadable, id)
                .query(ClientLists::list)
                .single();
    }

    private static String tidy(String name) {
        String tidy = name.strip();
        if (tidy.isEmpty()
                || tidy.length() > LONGEST_NAME
                || tidy.codePoints()
                        .anyMatch(c ->
                                Character.isISOControl(c)
                                        || Character.getType(c) == Character.SURROGATE)) {
            throw new ProblemException(422, "list-name", LONGEST_NAME).at("/name");
        }
        return tidy;
    }

    private static ProblemException taken() {
        return new ProblemException(409, "list-name-taken").at("/name");
    }

    /**
     * Calls a list something else.
     *
     * @throws ProblemException 422 or 409 if the name can't be used
     */
    public ClientList rename(ClientList list, String name) {
        try {
            return sql.sql("update client_list set name = ? where id = ? returning *")
                    .params(tidy(name), list.id())
                    .query(ClientLists::list)
                    .single();
        } catch (DuplicateKeyException e) {
            throw taken();
        }
    }

    /**
     * Deletes a list; its people stay what they are.
     *
     * @throws ProblemException 409 while segments or campaigns need it
     */
    public void delete(ClientList list) {
        List<String> users =
                uses.stream()
                        .flatMap(use ->
                                use
                                        .keeping(list.departmentId(), tree -> names(list, tree))
                                        .stream())
                        .toList();
        if (!users.isEmpty()) {
            throw new ProblemException(409, "list-in-use", String.join(", ", users));
        }
        transaction.executeWithoutResult(status -> {
            sql.sql("delete from client_list_member where list_id = ?").param(list.id()).update();
            sql.sql("delete from client_list where id = ?").param(list.id()).update();
        });
    }

    private boolean names(ClientList list, String tree) {
        return segments.asks(
                list.departmentId(),
                tree,
                condition ->
                        condition instanceof ListCriteria.Listed listed
                                && listed.ids().contains(list.id()));
    }

    /**
     * One list.
     *
     * @param departmentId whose it must be; null for anybody's
     */
    public Optional<ClientList> find(@Nullable Long departmentId, long id) {
        return sql.sql(
                        "select * from client_list where id = ? and (?::bigint is null or department_id = ?)")
                .params(Arrays.asList(id, departmentId, departmentId))
                .query(ClientLists::list)
                .optional();
    }

    /**
     * Lists by name.
     *
     * @param departmentId whose; null for everybody's, practice apart
     */
    public List<ClientList> all(@Nullable Long departmentId) {
        return sql.sql(
                        """
                        select * from client_list l
                         where case when ?::bigint is null
                                    then exists (select from department d
                                                  where d.id = l.department_id and d.practice_of is null)
                                    else l.department_id = ? end
                         order by lower(l.name collate "pg_c_utf8"), l.id
                        """)
                .params(Arrays.asList(departmentId, departmentId))
                .query(ClientLists::list)
                .list();
    }

    private static ClientList list(ResultSet row, int number) throws SQLException {
        return new ClientList(
                row.getLong("id"),
                row.getLong("department_id"),
                row.getString("name"),
                Origin.valueOf(row.getString("origin").toUpperCase(Locale.ROOT)),
                List.of((String[]) row.getArray("made_of").getArray()),
                row.getLong("members"),
                row.getLong("unknown"),
                row.getLong("unreadable"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"));
    }
}
