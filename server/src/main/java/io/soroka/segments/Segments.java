package io.soroka.segments;

import io.soroka.access.Role;
import io.soroka.contacts.Client;
import io.soroka.contacts.Clients;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.Fields;
import io.soroka.platform.Settings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Conditions on clients: who meets them, and those worth keeping. */
@Component
public class Segments {

    /** The most characters a name may have. */
    public static final int LONGEST_NAME = 200;

    /** How deep segments may stand in segments. */
    private static final int MOST_NESTED = 10;

    private static final int MOST_SAMPLED = 100;

    private final JdbcClient jdbc;
    private final FieldCatalogue catalogue;
    private final List<CriterionSource> sources;
    private final Deciles deciles;
    private final Clock clock;
    private final ZoneId zone;

    Segments(
            JdbcClient jdbc,
            FieldCatalogue catalogue,
            List<CriterionSource> sources,
            Clock clock,
            Settings settings) {
        this.jdbc = jdbc;
        this.catalogue = catalogue;
        this.sources = List.copyOf(sources);
        this.deciles = new Deciles(jdbc, clock);
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * Reads conditions with the fields and segments that there are now.
     *
     * @param departmentId whose segments may be named
     * @param tree JSON for {@link Criteria#parse}
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public Criterion parse(long departmentId, @Nullable String tree) {
        Fields fields = catalogue.fields();
        return Criteria.parse(tree, vocabulary(departmentId, fields, fields, Set.of()));
    }

    /**
     * @param fields that these conditions may look at
     * @param all those that segments in them may look at
     * @param within segments, one in the other, whose conditions these are
     */
    private Vocabulary vocabulary(long departmentId, Fields fields, Fields all, Set<Long> within) {
        return Vocabulary.of(
                fields,
                sources,
                id -> {
                    if (within.contains(id) || within.size() == MOST_NESTED) {
                        throw new CriteriaRefused("criteria.segment-circle", "", MOST_NESTED);
                    }
                    Segment segment =
                            find(departmentId, id)
                                    .orElseThrow(
                                            () -> new CriteriaRefused("criteria.segment-gone", ""));
                    var deeper = new HashSet<>(within);
                    deeper.add(id);
                    return Criteria.parse(
                            segment.tree(), vocabulary(departmentId, all, all, deeper));
                });
    }

    /**
     * The same conditions with those of the segments they name written out, so that they stay as
     * they are whatever becomes of the segments.
     *
     * @throws CriteriaRefused if the conditions mean nothing, or are too many when written out
     */
    public String inlined(long departmentId, String tree) {
        if (Criteria.segments(parse(departmentId, tree)).isEmpty()) {
            return tree;
        }
        String written =
                new Inlining(id -> find(departmentId, id).map(Segment::tree).orElse("{}")).of(tree);
        var _ = parse(departmentId, written);
        return written;
    }

    /**
     * Goes on only if somebody with this role may use all fields that conditions look at; to them
     * the others are unknown.
     *
     * @throws CriteriaRefused if not, or if the conditions mean nothing
     */
    public void requireUsable(long departmentId, @Nullable String tree, Role role) {
        Fields all = catalogue.fields();
        var _ = Criteria.parse(tree, vocabulary(departmentId, all.usableBy(role), all, Set.of()));
    }

    /** Whether conditions name a segment; those that mean nothing name none. */
    public boolean names(long departmentId, @Nullable String tree, long segmentId) {
        try {
            return Criteria.segments(parse(departmentId, tree)).contains(segmentId);
        } catch (CriteriaRefused e) {
            return false;
        }
    }

    /**
     * Whether conditions, those of segments in them too, ask something of another room; those that
     * mean nothing ask nothing.
     */
    public boolean asks(
            long departmentId,
            @Nullable String tree,
            Predicate<CriterionSource.Condition> something) {
        try {
            return Criteria.asks(parse(departmentId, tree), something);
        } catch (CriteriaRefused e) {
            return false;
        }
    }

    /** Whether conditions look at a field; those that mean nothing look at none. */
    public boolean looksAt(long departmentId, @Nullable String tree, Field field) {
        try {
            return Criteria.fields(parse(departmentId, tree)).stream()
                    .anyMatch(one -> one.key().equals(field.key()));
        } catch (CriteriaRefused e) {
            return false;
        }
    }

    /**
     * The condition to embed in a query over {@code client c}, for rooms that walk through an
     * audience themselves. That the clients are the department's is not part of it.
     *
     * @param departmentId whose clients are asked about
     * @param tree JSON for {@link Criteria#parse}
     * @param today the day from which "days ago" and "within days" are counted; one walk keeps one
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public SqlCondition where(long departmentId, @Nullable String tree, LocalDate today) {
        return where(departmentId, parse(departmentId, tree), today);
    }

    private SqlCondition where(long departmentId, Criterion tree, LocalDate today) {
        var sql = new ConditionSql(new Within.Each());
        writer(departmentId, today, sql).add(tree);
        return sql.taken();
    }

    /**
     * Everyone who meets the conditions, to embed in a query that asks for all of them at once.
     *
     * @param tree JSON for {@link Criteria#parse}
     * @param today as in {@link #where}
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public SqlPeople people(long departmentId, @Nullable String tree, LocalDate today) {
        return people(departmentId, parse(departmentId, tree), today, new Within.Everyone());
    }

    SqlPeople people(long departmentId, Criterion tree, LocalDate today, Within within) {
        var sql = new ConditionSql(within);
        writer(departmentId, today, sql).add(tree);
        SqlCondition condition = sql.taken();
        SqlPeople from = sql.from(departmentId);
        var values = new ArrayList<>(from.values());
        values.addAll(condition.values());
        return new SqlPeople(from.sql() + " and " + condition.sql(), values);
    }

    private CriterionSql writer(long departmentId, LocalDate today, ConditionSql sql) {
        return new CriterionSql(new Asked(departmentId, today, zone), deciles, sql);
    }

    /**
     * Conditions line by line, see {@link Criteria#lines}.
     *
     * @param looks columns {@code l0}, {@code l1} …: whether each line holds; 1 if there is none
     * @param people of whom it is asked
     * @param values to bind, to the columns and then to the people
     */
    record Lines(int count, String looks, SqlPeople people, List<Object> values) {
        Lines {
            values = List.copyOf(values);
        }
    }

    /** Where lots are drawn, they are drawn among those who meet the other lines. */
    Lines lines(long departmentId, Criterion tree, Within within) {
        List<Criterion> lines = Criteria.lines(tree);
        var sql = new ConditionSql(within);
        CriterionSql writer = writer(departmentId, today(), sql);
        List<String> looks = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (Criterion line : lines) {
            writer.add(line instanceof Criterion.RandomPeople ? tree : line);
            SqlCondition taken = sql.taken();
            looks.add("(%s) is true as l%d".formatted(taken.sql(), looks.size()));
            values.addAll(taken.values());
        }
        SqlPeople people = sql.from(departmentId);
        values.addAll(people.values());
        return new Lines(
                lines.size(), looks.isEmpty() ? "1" : String.join(", ", looks), people, values);
    }

    /** How many clients there are, as the last analysis found; negative before the first one. */
    long clients() {
        return jdbc.sql("select reltuples::bigint from pg_class where oid = 'client'::regclass")
                .query(Long.class)
                .single();
    }

    /**
     * For some people, line by line, whether the conditions hold.
     *
     * @param clientIds of this department; others are left out
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public List<Explanation> explain(
            long departmentId, @Nullable String tree, List<Long> clientIds) {
        Criterion parsed = parse(departmentId, tree);
        return new Explaining(
                        jdbc,
                        catalogue.fields(),
                        Criteria.lines(parsed),
                        lines(departmentId, parsed, new Within.Each()))
                .explain(clientIds);
    }

    /** How values are written for a person who reads conditions in this language. */
    public ValueWords words(
            long departmentId, Locale language, @Nullable String tree, Role reader) {
        return new ValueWords(
                language, today(), zone, Criteria.countedInDays(parse(departmentId, tree)), reader);
    }

    /**
     * What conditions can ask about besides fields.
     *
     * @param about the word for it
     * @param operators how it can be asked
     */
    public record Subject(String about, List<String> operators) {
        public Subject {
            operators = List.copyOf(operators);
        }
    }

    /** All of them. */
    public List<Subject> subjects() {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(new Subject(Criteria.SEGMENT, List.of("in", "not_in")));
        subjects.add(new Subject(Criteria.RANDOM, List.of("share", "people")));
        sources.forEach(source -> subjects.add(new Subject(source.about(), source.operators())));
        return subjects;
    }

    /**
     * What can stand in {@code values} of conditions about something.
     *
     * @param about as {@link Subject} has it
     * @param search what the titles contain, whatever the case; blank for any
     * @return the likeliest first; nothing where values are not picked
     */
    public List<CriterionSource.Choice> choices(
            long departmentId, String about, String search, int most) {
        String sought = search.strip().replace("\0", "");
        if (about.equals(Criteria.SEGMENT)) {
            String small = sought.toLowerCase(Locale.ROOT);
            return list(departmentId).stream()
                    .filter(segment -> segment.name().toLowerCase(Locale.ROOT).contains(small))
                    .limit(most)
                    .map(segment ->
                            new CriterionSource.Choice(Long.toString(segment.id()), segment.name()))
                    .toList();
        }
        return sources.stream()
                .filter(source -> source.about().equals(about))
                .flatMap(source -> source.choices(departmentId, sought, most).stream())
                .toList();
    }

    /** How people know something that conditions name, see {@link #choices}. */
    public Optional<String> title(long departmentId, String about, String value) {
        if (about.equals(Criteria.SEGMENT)) {
            return list(departmentId).stream()
                    .filter(segment -> Long.toString(segment.id()).equals(value))
                    .map(Segment::name)
                    .findFirst();
        }
        return sources.stream()
                .filter(source -> source.about().equals(about))
                .findFirst()
                .flatMap(source -> source.title(departmentId, value.replace("\0", "")));
    }

    /** The company's present day. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /**
     * A few of the clients who meet the conditions: the same ones for the same seed while the
     * clients stay the same.
     *
     * @param size 1 to 100
     * @throws CriteriaRefused if the conditions mean nothing
     */
    public List<Client> sample(long departmentId, @Nullable String tree, int size, int seed) {
        if (size < 1 || size > MOST_SAMPLED) {
            throw new IllegalArgumentException("size must be 1 to " + MOST_SAMPLED);
        }
        Criterion parsed = parse(departmentId, tree);
        List<Client> some = sample(departmentId, parsed, size, seed, new Within.Sample());
        return some.size() == size
                ? some
                : sample(departmentId, parsed, size, seed, new Within.Everyone());
    }

    private List<Client> sample(
            long departmentId, Criterion tree, int size, int seed, Within within) {
        SqlPeople people = people(departmentId, tree, today(), within);
        Fields fields = catalogue.fields();
        return jdbc.sql(
                        "select %s %s order by hashint8extended(c.id, ?), c.id limit ?"
                                .formatted(Clients.columns(fields), people.sql()))
                .params(people.values())
                .param(seed)
                .param(size)
                .query(Clients.rowMapper(fields))
                .list();
    }

    /**
     * Keeps conditions under a name.
     *
     * @param tree JSON for {@link Criteria#parse}
     * @param createdBy the user's name, or null for the system itself
     * @throws CriteriaRefused if the conditions mean nothing
     * @throws SegmentRefused if the name is blank, too long or taken
     */
    public Segment save(long departmentId, String name, String tree, @Nullable String createdBy) {
        var _ = parse(departmentId, tree);
        try {
            return jdbc.sql(
                            """
                            insert into segment (department_id, name, tree, created_at, created_by, changed_at)
                            values (:department, :name, cast(:tree as jsonb), :now, :by, :now)
                            returning *
                            """)
                    .param("department", departmentId)
                    .param("name", tidy(name))
                    .param("tree", tree)
                    .param("now", now())
                    .param("by", createdBy)
                    .query(Segments::segment)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new SegmentRefused("segment.name-taken");
        }
    }

    /**
     * Gives a segment another name and other conditions. Runs that began before keep theirs.
     *
     * @return the segment as it is now
     * @throws CriteriaRefused if the conditions mean nothing
     * @throws SegmentRefused if the name is blank, too long or taken
     */
    public Segment change(Segment segment, String name, String tree) {
        Fields fields = catalogue.fields();
        var _ =
                Criteria.parse(
                        tree,
                        vocabulary(segment.departmentId(), fields, fields, Set.of(segment.id())));
        try {
            return jdbc.sql(
                            """
                            update segment set name = :name, tree = cast(:tree as jsonb), changed_at = :now
                             where id = :id
                            returning *
                            """)
                    .param("name", tidy(name))
                    .param("tree", tree)
                    .param("now", now())
                    .param("id", segment.id())
                    .query(Segments::segment)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new SegmentRefused("segment.name-taken");
        }
    }

    /**
     * Deletes a segment: whoever may still need it has been asked before, see {@link SegmentUse}.
     */
    public void delete(Segment segment) {
        jdbc.sql("delete from segment where id = ?").param(segment.id()).update();
    }

    private static String tidy(String name) {
        String tidy = name.strip();
        if (tidy.isEmpty()
                || tidy.length() > LONGEST_NAME
                || tidy.chars().anyMatch(Character::isISOControl)) {
            throw new SegmentRefused("segment.name-unusable");
        }
        return tidy;
    }

    /** One segment of a department; another department's is not found. */
    public Optional<Segment> find(long departmentId, long id) {
        return jdbc.sql("select * from segment where department_id = ? and id = ?")
                .params(departmentId, id)
                .query(Segments::segment)
                .optional();
    }

    /** One segment of any department: who asks has the department checked. */
    public Optional<Segment> find(long id) {
        return jdbc.sql("select * from segment where id = ?")
                .param(id)
                .query(Segments::segment)
                .optional();
    }

    /** All segments of a department by name. */
    public List<Segment> list(long departmentId) {
        return jdbc.sql(
                        """
                        select * from segment where department_id = ?
                        order by lower(name collate "pg_c_utf8"), id
                        """)
                .param(departmentId)
                .query(Segments::segment)
                .list();
    }

    /** The segments of every department, for those who see all. */
    public List<Segment> list() {
        return jdbc.sql(
                        """
                        select * from segment
                         where department_id in (select id from department where practice_of is null)
                         order by lower(name collate "pg_c_utf8"), id
                        """)
                .query(Segments::segment)
                .list();
    }

    /** Every department's, practice included. */
    List<Segment> everywhere() {
        return jdbc.sql("select * from segment order by id").query(Segments::segment).list();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), zone);
    }

    private static Segment segment(ResultSet row, int number) throws SQLException {
        return new Segment(
                row.getLong("id"),
                row.getLong("department_id"),
                row.getString("name"),
                row.getString("tree"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
