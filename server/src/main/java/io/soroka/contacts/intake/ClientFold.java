package io.soroka.contacts.intake;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Folds rows of clients, once staged, into a department's clients, set by set.
 *
 * <p>Who is who does not depend on the order of the rows. First the external ids: each is one
 * client, with the number of its last row. Then the numbers of rows without an id: each is the
 * client that has this number after the first step, one without an external id before others, then
 * the oldest; or else one new client. Only after that do values meet: for each field the last row
 * that has one wins. New clients get their ids in order of external id or number, so that age does
 * not depend on the rows' order either.
 */
public final class ClientFold {

    /** Sorting and hashing a million rows in memory rather than on disk. */
    private static final String MEMORY = "set local work_mem = '64MB'";

    /**
     * New names enter their index in heaps: large ones are cheaper, but whoever searches meanwhile
     * reads the waiting heap from end to end.
     */
    private static final String NAMES_AT_ONCE = "set local gin_pending_list_limit = '16MB'";

    /**
     * Whether the source changed its row later than anybody else the client: nobody has since we
     * last wrote what the source brought, or that was before the source's own change.
     */
    private static final String NEWER =
            "coalesce(s.written_at = c.updated_at or r.changed_at > c.updated_at, false)";

    /** The field that shows the latest answer to advertising by SMS. */
    private static final String CONSENT = "consent_advertising";

    /** The fields in which people are looked for. */
    private static final Set<String> NAMES =
            Set.of("last_name", "first_name", "middle_name", "full_name");

    private final JdbcClient jdbc;
    private final Order order;

    /** What is brought in this order. */
    private final List<Field> brought;

    /** The same without external id and number. */
    private final List<Field> fields;

    /**
     * What rows are folded by.
     *
     * @param source where they come from, for the consent ledger; no personal data
     * @param importId the import that can be undone later, or null
     * @param sourceId the system to which the clients will be known to belong, or null; then the
     *     last row of a client counts as a whole
     * @param conflicts whose value counts, by the fields' keys; {@link Conflict#FILLED} where
     *     nothing is said
     */
    public record Order(
            long departmentId,
            String source,
            OffsetDateTime now,
            @Nullable Long importId,
            @Nullable Long sourceId,
            Map<String, Conflict> conflicts) {
        public Order {
            conflicts = Map.copyOf(conflicts);
        }

        /** Of a file. */
        public static Order ofFile(
                long departmentId, String source, OffsetDateTime now, @Nullable Long importId) {
            return new Order(departmentId, source, now, importId, null, Map.of());
        }
    }

    /**
     * Prepares a fold.
     *
     * @param brought the fields that each row brings, in this order, without the number
     */
    public ClientFold(JdbcClient jdbc, Order order, List<Field> brought) {
        this.jdbc = jdbc;
        this.order = order;
        this.brought = List.copyOf(brought);
        this.fields = brought.stream().filter(field -> !field.key().equals("external_id")).toList();
    }

    /** Writes rows. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Each row is its place among the rows, the number, a value for each field brought; and for
         * a source also the columns whose values could not be read, as an array, and when the
         * source changed the row.
         */
        void copyTo(TextCopy staging) throws SQLException, IOException;
    }

    /**
     * Stages rows; to be called once, after {@link #createTables}.
     *
     * @throws UncheckedIOException what the rows throw
     */
    public void stage(JdbcTemplate template, Rows rows) {
        String columns =
                brought.stream().map(field -> ", " + field.column()).collect(Collectors.joining())
                        + (order.sourceId() == null ? "" : ", unreadable, changed_at");
        TextCopy.into(template, "import_row (row, msisdn" + columns + ")", rows::copyTo);
    }

    /**
     * Stages numbers that a query gives, for a fold that brings nothing else.
     *
     * @param query selects a row's place and its number
     */
    public void stageNumbers(String query, Object... values) {
        jdbc.sql("insert into import_row (row, msisdn) " + query).params(values).update();
    }

    /** The tables of one fold; they vanish with its transaction. */
    public void createTables() {
        jdbc.sql(MEMORY).update();
        jdbc.sql(NAMES_AT_ONCE).update();
        jdbc.sql(
                        """
                        create temporary table import_row (
                            row bigint not null,
                            msisdn bigint not null,
                            external_id text collate "C"%s
                        ) on commit drop
                        """
                                .formatted(
                                        each(f -> ", " + f.column() + " " + stagedType(f))
                                                + (order.sourceId() == null
                                                        ? ""
                                                        : ", unreadable text[], changed_at timestamptz")))
                .update();
        jdbc.sql(
                        """
                        create temporary table import_person (
                            external_id text collate "C" not null,
                            msisdn bigint not null,
                            client_id bigint not null,
                            fresh boolean not null,
                            row bigint not null,
                            rows bigint not null
                        ) on commit drop
                        """)
                .update();
        jdbc.sql(
                        """
                        create temporary table import_number (
                            msisdn bigint not null,
                            client_id bigint not null,
                            fresh boolean not null,
                            row bigint not null,
                            rows bigint not null
                        ) on commit drop
                        """)
                .update();
        jdbc.sql(
                        """
                        create temporary table import_fold (
                            client_id bigint not null,
                            msisdn bigint not null,
                            external_id text collate "C",
                            fresh boolean not null,
                            row bigint not null
                        ) on commit drop
                        """)
                .update();
    }

    /** Lists stay text until they reach the clients: of rows of lists none can be the last one. */
    private static String stagedType(Field field) {
        return field.type() == FieldType.MANY_OF ? "text" : field.type().sqlType();
    }

    private static String staged(Field field) {
        return field.type() == FieldType.MANY_OF
                ? "r.%s::text[]".formatted(field.column())
                : "r." + field.column();
    }

    /**
     * Folds everything staged.
     *
     * @param progress learns which share is done
     */
    public Counts fold(DoubleConsumer progress) {
        long[] changed = {0};
        List<Runnable> steps =
                List.of(
                        () -> analyze("import_row (row, msisdn, external_id)"),
                        this::findPersons,
                        this::findNumbers,
                        this::choose,
                        this::foldValues,
                        this::learnNames,
                        this::insert,
                        () -> changed[0] = change(),
                        this::indexNames);
        for (int i = 0; i < steps.size(); i++) {
            progress.accept((double) i / steps.size());
            steps.get(i).run();
        }
        return counts(changed[0]);
    }

    /** What {@link #fold} would do with what is staged; changes no client. */
    public Counts wouldFold() {
        analyze("import_row (row, msisdn, external_id)");
        findPersons();
        findNumbers();
        choose();
        foldValues();
        return counts(
                jdbc.sql("select count(*) " + differing().replaceFirst("from ", "from client c, "))
                        .params(linkParameters())
                        .query(Long.class)
                        .single());
    }

    private Counts counts(long changed) {
        return jdbc.sql(
                        """
                        select count(*) as touched, count(*) filter (where fresh) as created,
                               min(client_id) filter (where fresh) as first_created,
                               max(client_id) filter (where fresh) as last_created
                        from import_fold
                        """)
                .query((row, number) ->
                        new Counts(
                                row.getLong("touched"),
                                row.getLong("created"),
                                changed,
                                row.getObject("first_created", Long.class),
                                row.getObject("last_created", Long.class)))
                .single();
    }

    /**
     * What a fold did.
     *
     * @param touched distinct clients that rows were folded into
     * @param created how many of them are new
     * @param changed how many known ones are now other than before
     * @param firstCreated the smallest id of a new one
     * @param lastCreated the largest
     */
    public record Counts(
            long touched,
            long created,
            long changed,
            @Nullable Long firstCreated,
            @Nullable Long lastCreated) {}

    /** Each external id with its last row and how many it has. */
    private void findPersons() {
        jdbc.sql(
                        """
                        insert into import_person (external_id, msisdn, client_id, fresh, row, rows)
                        select external_id, msisdn,
                               coalesce(known_id, nextval('client_id_seq')), known_id is null,
                               row, rows
                        from (
                            select r.external_id, r.msisdn, c.id as known_id, r.row, r.rows
                            from (
                                select distinct on (external_id) external_id, msisdn, row,
                                       count(*) over (partition by external_id) as rows
                                from import_row
                                where external_id is not null
                                order by external_id, row desc
                            ) r
                            left join client c
                                on c.department_id = ? and c.external_id = r.external_id
                            order by r.external_id
                        ) in_order
                        """)
                .param(order.departmentId())
                .update();
        analyze("import_person");
    }

    /** Each number of rows without an external id. No two of them are the same client. */
    private void findNumbers() {
        jdbc.sql(
                        """
                        insert into import_number (msisdn, client_id, fresh, row, rows)
                        with wanted as materialized (
                            select msisdn, max(row) as row, count(*) as rows
                            from import_row where external_id is null
                            group by msisdn
                        ), holder as (
                            select c.msisdn, c.id, c.external_id is not null as named
                            from wanted w join client c on c.msisdn = w.msisdn
                            where c.department_id = ?
                              and not exists (
                                  select from import_person p where p.client_id = c.id)
                            union all
                            select p.msisdn, p.client_id, true
                            from wanted w join import_person p on p.msisdn = w.msisdn
                        ), chosen as (
                            select distinct on (msisdn) msisdn, id
                            from holder order by msisdn, named, id
                        )
                        select msisdn, coalesce(id, nextval('client_id_seq')), id is null, row, rows
                        from (
                            select w.msisdn, h.id, w.row, w.rows
                            from wanted w left join chosen h on h.msisdn = w.msisdn
                            order by w.msisdn
                        ) in_order
                        """)
                .param(order.departmentId())
                .update();
        analyze("import_number");
    }

    /** Each client with the row that tells its values; a negative one is still to be made. */
    private void choose() {
        jdbc.sql(
                        """
                        insert into import_fold (client_id, msisdn, external_id, fresh, row)
                        select client_id, coalesce(p.msisdn, n.msisdn), p.external_id,
                               coalesce(p.fresh, n.fresh),
                               case when ? and coalesce(p.rows, 0) + coalesce(n.rows, 0) > 1
                                   then -client_id
                                   else greatest(p.row, n.row)
                               end
                        from import_person p full join import_number n using (client_id)
                        """)
                .param(order.sourceId() == null)
                .update();
        analyze("import_fold");
    }

    /** The rows of one client become one row more, with the last value of each field. */
    private void foldValues() {
        if (order.sourceId() != null) {
            return;
        }
        jdbc.sql(
                        """
                        insert into import_row (row, msisdn%s)
                        with repeated as (
                            select f.row as folded, f.msisdn, r.row
                            from import_fold f
                            join import_person p on p.client_id = f.client_id
                            join import_row r on r.external_id = p.external_id
                            where f.row < 0
                            union all
                            select f.row, f.msisdn, r.row
                            from import_fold f
                            join import_number n on n.client_id = f.client_id
                            join import_row r on r.msisdn = n.msisdn and r.external_id is null
                            where f.row < 0
                        )
                        select t.folded, t.msisdn%s
                        from repeated t join import_row r on r.row = t.row
                        group by t.folded, t.msisdn
                        """
                                .formatted(
                                        each(f -> ", " + f.column()), each(ClientFold::lastFilled)))
                .update();
    }

    private static String lastFilled(Field field) {
        return ", (array_agg(r.%1$s order by t.row desc) filter (where r.%1$s is not null))[1] as %1$s"
                .formatted(field.column());
    }

    /** Distinct names are few; only they are taken apart. */
    private void learnNames() {
        String names =
                fields.stream()
                        .filter(field -> NAMES.contains(field.key()))
                        .map(field ->
                                """
                                select word from (select distinct %s as name from import_row) r,
                                unnest(name_words(name, null, null, null)) word
                                """
                                        .formatted(field.column()))
                        .collect(Collectors.joining(" union "));
        if (!names.isEmpty()) {
            jdbc.sql(
                            """
                            insert into name_word (department_id, word)
                            select ?, word from (%s) known where word is not null
                            on conflict do nothing
                            """
                                    .formatted(names))
                    .param(order.departmentId())
                    .update();
        }
    }

    /** New clients, and what they answered to "may we". */
    private void insert() {
        String insert =
                """
                insert into client (
                    id, department_id, external_id, msisdn, import_id, created_at, updated_at%s)
                overriding system value
                select f.client_id, ?, f.external_id, f.msisdn, ?, ?, ?%s
                from import_fold f join import_row r on r.row = f.row
                where f.fresh
                order by f.client_id
                """
                        .formatted(each(f -> ", " + f.column()), each(f -> ", " + staged(f)));
        if (!asksForConsent()) {
            jdbc.sql(insert)
                    .params(
                            Arrays.asList(
                                    order.departmentId(),
                                    order.importId(),
                                    order.now(),
                                    order.now()))
                    .update();
            return;
        }
        jdbc.sql(
                        """
                        with created as (%s returning id, msisdn, consent_advertising)
                        insert into consent (
                            client_id, department_id, msisdn, purpose, channel, given, source, import_id,
                            at, recorded_at)
                        select id, ?, msisdn, 'advertising', 'sms', consent_advertising, ?, ?, ?, ?
                        from created where consent_advertising is not null
                        """
                                .formatted(insert))
                .params(
                        Arrays.asList(
                                order.departmentId(),
                                order.importId(),
                                order.now(),
                                order.now(),
                                order.departmentId(),
                                order.source(),
                                order.importId(),
                                order.now(),
                                order.now()))
                .update();
    }

    private boolean asksForConsent() {
        return fields.stream().anyMatch(ClientFold::isConsent);
    }

    /** Known clients; answers how many are other than before. */
    private long change() {
        if (asksForConsent()) {
            recordConsents();
        }
        if (order.sourceId() != null) {
            return changeAndLink();
        }
        if (order.importId() == null) {
            return jdbc.sql(update("")).param(order.now()).update();
        }
        jdbc.sql(
                        """
                        insert into client_import_met (import_id, client_id)
                        select ?, client_id from import_fold where not fresh
                        """)
                .param(order.importId())
                .update();
        String columns = each(f -> ", " + f.column());
        // Two rows for each.
        return jdbc.sql(
                                """
                                with changed as (
                                    %s
                                )
                                insert into client_change (
                                    import_id, client_id, after, updated_at, msisdn%s)
                                select ?, client_id, false, was_updated_at, was_msisdn%s from changed
                                union all
                                select ?, client_id, true, is_updated_at, is_msisdn%s from changed
                                """
                                        .formatted(
                                                update(
                                                        "returning c.id as client_id,"
                                                                + " old.updated_at as was_updated_at,"
                                                                + " new.updated_at as is_updated_at"
                                                                + image("msisdn")
                                                                + each(f -> image(f.column()))),
                                                columns,
                                                each(f -> ", was_" + f.column()),
                                                each(f -> ", is_" + f.column())))
                        .params(order.now(), order.importId(), order.importId())
                        .update()
                / 2;
    }

    /** Notes whom the source has, whom it brought, and when it last changed anything in them. */
    private long changeAndLink() {
        List<Object> parameters = new ArrayList<>();
        parameters.add(order.now());
        parameters.addAll(linkParameters());
        parameters.add(Objects.requireNonNull(order.sourceId()));
        parameters.add(order.now());
        return jdbc.sql(
                        """
                        with changed as (
                            %s
                        ), linked as (
                            insert into client_source (source_id, client_id, brought, written_at)
                            select ?, f.client_id, f.fresh,
                                   case when f.fresh or n.client_id is not null then ?::timestamptz end
                            from import_fold f left join changed n on n.client_id = f.client_id
                            on conflict (source_id, client_id) do update
                                set written_at = excluded.written_at
                                where excluded.written_at is not null
                        )
                        select count(*) from changed
                        """
                                .formatted(update("returning c.id as client_id")))
                .params(parameters)
                .query(Long.class)
                .single();
    }

    private List<Object> linkParameters() {
        return order.sourceId() == null ? List.of() : List.of(order.sourceId());
    }

    /**
     * Puts the last heap of new names in, or every search would read it until somebody else does.
     */
    private void indexNames() {
        jdbc.sql("select gin_clean_pending_list('client_name')").query(Long.class).single();
    }

    /** A value before and after, where the two differ. */
    private static String image(String column) {
        return """
        , case when old.%1$s is distinct from new.%1$s then old.%1$s end as was_%1$s\
        , case when old.%1$s is distinct from new.%1$s then new.%1$s end as is_%1$s\
        """
                .formatted(column);
    }

    /**
     * A client of whom nothing new is told stays untouched. What is not told is taken from the
     * updated row itself: somebody may have changed it since this statement began.
     */
    private String update(String returning) {
        return """
        update client c
        set updated_at = ?, (msisdn%s) = row (%s)
        %s
        %s
        """
                .formatted(each(f -> ", " + f.column()), values(), differing(), returning);
    }

    /** Known clients, with their rows, who will be other than they are. */
    private String differing() {
        return """
        from import_fold f join import_row r on r.row = f.row%1$s
        where c.id = f.client_id and not f.fresh and (c.msisdn%2$s) is distinct from (%3$s)
        """
                .formatted(linked(), each(f -> ", c." + f.column()), values());
    }

    /** Joins what the source is known to have written; asks for {@link #linkParameters}. */
    private String linked() {
        return order.sourceId() == null
                ? ""
                : """

                left join client_source s
                    on s.source_id = ? and s.client_id = f.client_id\
                """;
    }

    private String values() {
        return number() + each(f -> ", " + value(f));
    }

    private String number() {
        return switch (conflict("phone")) {
            case KEEP -> "c.msisdn";
            case NEWEST ->
                    "case when f.external_id is not null and %s then f.msisdn else c.msisdn end"
                            .formatted(NEWER);
            case FILLED, SOURCE ->
                    "case when f.external_id is null then c.msisdn else f.msisdn end";
        };
    }

    private String value(Field field) {
        String told = told(field);
        return isConsent(field)
                ? "case when %1$s is distinct from c.%2$s and %3$s then c.%2$s else %1$s end"
                        .formatted(told, field.column(), answeredLater())
                : told;
    }

    /** Who answered while the rows were on their way shows that answer: it was given last. */
    private String answeredLater() {
        return """
        exists (select from consent k
                where k.client_id = c.id and k.purpose = 'advertising' and k.channel = 'sms'
                  and k.annulled_at is null and k.at > timestamptz '%s')\
        """
                .formatted(order.now().toInstant());
    }

    /** The value by the field's rule. */
    private String told(Field field) {
        String column = field.column();
        return switch (conflict(field.key())) {
            case FILLED -> "coalesce(%s, c.%s)".formatted(staged(field), column);
            case KEEP -> "coalesce(c.%s, %s)".formatted(column, staged(field));
            case SOURCE ->
                    "case when '%1$s' = any (r.unreadable) then c.%1$s else %2$s end"
                            .formatted(column, staged(field));
            case NEWEST ->
                    "case when '%1$s' = any (r.unreadable) or not %3$s then c.%1$s else %2$s end"
                            .formatted(column, newest(field), NEWER);
        };
    }

    /** No answer to "may we" is no answer that takes one back. */
    private static String newest(Field field) {
        return isConsent(field)
                ? "coalesce(%s, c.%s)".formatted(staged(field), field.column())
                : staged(field);
    }

    private static boolean isConsent(Field field) {
        return field.key().equals(CONSENT);
    }

    /** As {@link #newest}: an empty answer of the source is none. */
    private Conflict conflict(String key) {
        Conflict wanted = order.conflicts().getOrDefault(key, Conflict.FILLED);
        return key.equals(CONSENT) && wanted == Conflict.SOURCE ? Conflict.FILLED : wanted;
    }

    /** Whether the field takes an answer that is there. */
    private String takesConsent() {
        return switch (conflict(CONSENT)) {
            case FILLED, SOURCE -> "true";
            case KEEP -> "c.consent_advertising is null";
            case NEWEST -> NEWER;
        };
    }

    /**
     * The ledger gets a line only where the answer is another than the last one, and the field
     * takes it: what the rule refuses nobody has answered us. Clients are locked, so that whoever
     * answers meanwhile does so before or after.
     */
    private void recordConsents() {
        List<Object> parameters = new ArrayList<>();
        parameters.add(order.departmentId());
        parameters.add(order.source());
        parameters.add(order.importId());
        parameters.add(order.now());
        parameters.add(order.now());
        parameters.addAll(linkParameters());
        jdbc.sql(
                        """
                        insert into consent (
                            client_id, department_id, msisdn, purpose, channel, given, source, import_id,
                            at, recorded_at)
                        select f.client_id, ?, %3$s, 'advertising', 'sms', r.consent_advertising, ?, ?, ?, ?
                        from import_fold f
                        join import_row r on r.row = f.row
                        join client c on c.id = f.client_id%1$s
                        left join lateral (
                            select k.given from consent k
                            where k.purpose = 'advertising' and k.channel = 'sms'
                              and k.client_id = f.client_id and k.annulled_at is null
                            order by k.at desc, k.id desc limit 1
                        ) latest on true
                        where not f.fresh
                          and r.consent_advertising is not null
                          and latest.given is distinct from r.consent_advertising
                          and %2$s
                        order by f.client_id
                        for no key update of c
                        """
                                .formatted(linked(), takesConsent(), number()))
                .params(parameters)
                .update();
    }

    /**
     * Temporary tables are not analysed by the server itself, and plans for a million rows matter.
     *
     * @param table and, of a wide one, the columns that joins ask for
     */
    private void analyze(String table) {
        jdbc.sql("analyze " + table).update();
    }

    private String each(Function<Field, String> piece) {
        return fields.stream().map(piece).collect(Collectors.joining());
    }
}
