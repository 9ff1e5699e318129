package io.soroka.contacts;

import io.soroka.access.Role;
import io.soroka.platform.Cached;
import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields that clients have: the standard ones, and those that an administrator added. A field
 * is a typed column, which is added and removed while everything goes on.
 */
@Component
public class FieldCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(FieldCatalogue.class);

    /** A field that another server of the cluster added is known here so soon. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /**
     * Fields of one's own; a row of PostgreSQL's holds some 1,600 columns, removed ones included.
     */
    private static final int MOST = 300;

    /**
     * A new column waits for the tables so long at a time, for whoever comes after it waits, too.
     */
    private static final String PATIENCE = "set local lock_timeout = '700ms'";

    private static final int TRIES = 4;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** Whoever knew a removed field has long asked for it, or forgotten it. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(5);

    private static final String COLUMN_PREFIX = "x_";
    private static final List<String> TABLES = List.of("client", "client_change");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Field.Option>> OPTIONS = new TypeReference<>() {};

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Cached<Known> known;

    /** Over a database; the clock dates what is changed. */
    public FieldCatalogue(JdbcClient sql, PlatformTransactionManager transactions, Clock clock) {
        this.sql = sql;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.known = new Cached<>(clock, FRESH, this::known);
    }

    private record Known(List<Listed> list, Fields fields) {}

    /**
     * A field in the catalogue.
     *
     * @param version of its settings; 0 as delivered
     */
    public record Listed(Field field, int version) {}

    /** The fields at this moment. */
    public Fields fields() {
        return known.get().fields();
    }

    /** All fields with those in the archive, for whoever edits them. */
    public List<Listed> list() {
        return known.get().list();
    }

    /**
     * One field.
     *
     * @throws ProblemException 404 if there is none of this key
     */
    public Listed find(String key) {
        return in(known.get().list(), key);
    }

    /**
     * Adds a field.
     *
     * @param key a Latin letter, then letters, digits and underscores, 40 in all
     * @param type any but {@link FieldType#PHONE}
     * @param by the user's name
     * @throws ProblemException 422 if it can't be so, 409 if a field answers to one of its names or
     *     there are too many, 503 while the clients are too busy to get another column
     */
    public Listed add(String key, FieldType type, FieldWanted wanted, String by) {
        if (!FieldWanted.isKey(key)) {
            throw new ProblemException(422, "field-key").at("/key");
        }
        if (type == FieldType.PHONE) {
            throw new ProblemException(422, "field-type").at("/type");
        }
        wanted.requireUsable(type);
        List<Listed> now = read();
        requireOwnNames(now, key, wanted);
        if (now.stream().filter(one -> !one.field().standard()).count() >= MOST) {
            throw new ProblemException(409, "field-too-many", MOST);
        }
        String column = COLUMN_PREFIX + key;
        try {
            alter(() -> {
                drop(key);
                insert(key, type, wanted, by);
                for (String table : TABLES) {
                    sql.sql(
                                    "alter table %s add column %s %s"
                                            .formatted(table, column, type.sqlType()))
                            .update();
                }
            });
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "field-taken", key).at("/key");
        }
        return changed(key);
    }

    /**
     * Changes a field; its key and type stay. A former title goes on to be understood.
     *
     * @param version that the change is based on
     * @param by the user's name
     * @throws ProblemException 404 if there is none, 422 if it can't be so, 409 if a field answers
     *     to one of its names, if clients have an option that is missing, or if somebody else has
     *     changed it
     */
    public Listed change(String key, int version, FieldWanted wanted, String by) {
        List<Listed> now = read();
        Listed before = in(now, key);
        Field field = before.field();
        if (field.standard()) {
            wanted.requireSettings();
        } else {
            wanted.requireUsable(field.type());
        }
        requireOwnNames(
                now.stream().filter(one -> !one.field().key().equals(key)).toList(), key, wanted);
        requireFreeOptions(field, wanted);
        FieldWanted kept = field.standard() ? wanted : withFormerTitles(field, wanted);
        store(field, version, kept, field.archived(), by);
        return changed(key);
    }

    /**
     * Takes a field out of what is offered, or back. What refers to it goes on to work.
     *
     * @throws ProblemException 404 if there is none, 409 if somebody else has changed it, 422 if it
     *     is the telephone number or the id of another system, without which nothing works
     */
    public Listed archive(String key, int version, boolean archived, String by) {
        Field field = in(read(), key).field();
        if (field.type() == FieldType.PHONE || field.key().equals("external_id")) {
            throw new ProblemException(422, "field-needed", field.titleRu());
        }
        store(field, version, wanted(field), archived, by);
        return changed(key);
    }

    /**
     * Removes a field with the values that clients have in it.
     *
     * @param uses whoever may still need it
     * @throws ProblemException 404 if there is none, 422 if it is a standard one, 409 if it is in
     *     use or not in the archive
     */
    public void remove(String key, List<FieldUse> uses) {
        Field field = in(read(), key).field();
        if (field.standard()) {
            throw new ProblemException(422, "field-standard");
        }
        if (!field.archived()) {
            throw new ProblemException(409, "field-not-archived");
        }
        List<String> users = uses.stream().flatMap(use -> use.usedBy(field).stream()).toList();
        if (!users.isEmpty()) {
            throw new ProblemException(409, "field-in-use", String.join(", ", users));
        }
        sql.sql("update client_field set removed_at = ? where key = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), key)
                .update();
        known.forget();
    }

    /**
     * Drops the columns of removed fields, and with them what clients had in them, as soon as
     * nobody can ask for them any more; those of which the clients are too busy stay for the next
     * time.
     */
    void sweep() {
        List<String> gone =
                sql.sql("select key from client_field where removed_at <= ?")
                        .param(clock.instant().minus(FORGOTTEN).atOffset(ZoneOffset.UTC))
                        .query((row, number) -> row.getString("key"))
                        .list();
        for (String key : gone) {
            try {
                alter(() -> drop(key));
            } catch (ProblemException e) {
                LOG.info("Field {} is removed later: clients are busy", key);
            }
        }
    }

    /** In the caller's transaction. Of two servers that drop one, the second finds nothing. */
    private void drop(String key) {
        int gone =
                sql.sql("delete from client_field where key = ? and removed_at is not null")
                        .param(key)
                        .update();
        for (String table : gone == 0 ? List.<String>of() : TABLES) {
            sql.sql("alter table %s drop column %s%s".formatted(table, COLUMN_PREFIX, key))
                    .update();
        }
    }

    /**
     * The share of clients, of all departments, who have a value, by the fields' columns, as the
     * database last reckoned it from a sample; what it has not looked at is missing.
     */
    public Map<String, Double> filled() {
        var filled = new HashMap<String, Double>();
        sql.sql(
                        """
                        select attname, 1 - null_frac as filled from pg_stats
                         where schemaname = current_schema() and tablename = 'client'
                        """)
                .query(row -> {
                    filled.put(row.getString("attname"), row.getDouble("filled"));
                });
        return filled;
    }

    private Listed changed(String key) {
        known.forget();
        return find(key);
    }

    /**
     * A column takes the table for itself, for a moment; but as long as somebody else reads it and
     * this waits, nobody new may. So it waits in short turns.
     */
    private void alter(Runnable change) {
        for (int left = TRIES; ; left--) {
            try {
                transaction.executeWithoutResult(status -> {
                    sql.sql(PATIENCE).update();
                    change.run();
                });
                return;
            } catch (DataAccessException e) {
                if (!isLockTimeout(e)) {
                    throw e;
                }
                if (left == 1) {
                    throw new ProblemException(503, "field-busy", Duration.ofSeconds(30));
                }
            }
        }
    }

    private static boolean isLockTimeout(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause
                && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
    }

    private void insert(String key, FieldType type, FieldWanted wanted, String by) {
        sql.sql(
                        """
                        insert into client_field (key, type, title_ru, title_en, options, personal_data, readers, source,
                                                  synonyms, archived, changed_at, changed_by)
                        values (:key, :type, :titleRu, :titleEn, cast(:options as jsonb), :personal, :readers, :source,
                                :synonyms, false, :now, :by)
                        """)
                .param("type", type.name().toLowerCase(Locale.ROOT))
                .params(parameters(key, wanted, by))
                .update();
    }

    private void store(Field field, int version, FieldWanted wanted, boolean archived, String by) {
        String statement =
                field.standard()
                        ? version == 0
                                ? """
                                insert into client_field (key, personal_data, readers, source, synonyms, archived,
                                                          changed_at, changed_by)
                                values (:key, :personal, :readers, :source, :synonyms, :archived, :now, :by)
                                on conflict do nothing
                                """
                                : """
                                update client_field
                                   set personal_data = :personal, readers = :readers, source = :source,
                                       synonyms = :synonyms, archived = :archived, changed_at = :now, changed_by = :by,
                                       version = version + 1
                                 where key = :key and version = :version
                                """
                        : """
                        update client_field
                           set title_ru = :titleRu, title_en = :titleEn, options = cast(:options as jsonb),
                               personal_data = :personal, readers = :readers, source = :source, synonyms = :synonyms,
                               archived = :archived, changed_at = :now, changed_by = :by, version = version + 1
                         where key = :key and version = :version
                        """;
        int stored =
                sql.sql(statement)
                        .param("version", version)
                        .param("archived", archived)
                        .params(parameters(field.key(), wanted, by))
                        .update();
        if (stored == 0) {
            throw new ProblemException(409, "field-changed");
        }
    }

    private Map<String, Object> parameters(String key, FieldWanted wanted, String by) {
        var parameters = new HashMap<String, Object>();
        parameters.put("key", key);
        parameters.put("titleRu", wanted.titleRu());
        parameters.put("titleEn", wanted.titleEn());
        parameters.put("options", JSON.writeValueAsString(wanted.options()));
        parameters.put("personal", wanted.personalData().code());
        parameters.put(
                "readers",
                wanted.readers().stream().map(Role::code).sorted().toArray(String[]::new));
        parameters.put("source", wanted.source());
        parameters.put("synonyms", wanted.synonyms().toArray(String[]::new));
        parameters.put("now", clock.instant().atOffset(ZoneOffset.UTC));
        parameters.put("by", by);
        return parameters;
    }

    private static FieldWanted wanted(Field field) {
        return new FieldWanted(
                field.titleRu(),
                field.titleEn(),
                field.personalData(),
                field.readers(),
                field.source(),
                field.synonyms(),
                field.options());
    }

    /** Texts and files that call it by its former title still mean it. */
    private static FieldWanted withFormerTitles(Field field, FieldWanted wanted) {
        var synonyms = new ArrayList<>(wanted.synonyms());
        for (String title : List.of(field.titleRu(), field.titleEn())) {
            if (!title.equals(wanted.titleRu())
                    && !title.equals(wanted.titleEn())
                    && !synonyms.contains(title)) {
                synonyms.add(title);
            }
        }
        return new FieldWanted(
                wanted.titleRu(),
                wanted.titleEn(),
                wanted.personalData(),
                wanted.readers(),
                wanted.source(),
                synonyms,
                wanted.options());
    }

    /**
     * No two fields answer to one name, be it in a text or over a column.
     *
     * @param others all fields but the one that is to have these names
     */
    private static void requireOwnNames(List<Listed> others, String key, FieldWanted wanted) {
        var owners = new HashMap<String, Field>();
        for (Listed one : others) {
            Fields.headers(one.field())
                    .forEach(name -> owners.put(Fields.plain(name), one.field()));
        }
        requireFree(owners, key, "/key");
        requireFree(owners, wanted.titleRu(), "/titleRu");
        requireFree(owners, wanted.titleEn(), "/titleEn");
        for (int i = 0; i < wanted.synonyms().size(); i++) {
            requireFree(owners, wanted.synonyms().get(i), "/synonyms/" + i);
        }
    }

    private static void requireFree(Map<String, Field> owners, String name, String place) {
        Field owner = owners.get(Fields.plain(name));
        if (owner != null) {
            throw new ProblemException(409, "field-name-taken", name, owner.titleRu()).at(place);
        }
    }

    /** An option that clients still have would become a word that nobody can choose. */
    private void requireFreeOptions(Field field, FieldWanted wanted) {
        Set<String> left =
                wanted.options().stream().map(Field.Option::code).collect(Collectors.toSet());
        for (Field.Option option : field.options()) {
            if (!field.standard() && !left.contains(option.code()) && isHeld(field, option)) {
                throw new ProblemException(409, "field-option-held", option.titleRu())
                        .at("/options");
            }
        }
    }

    private boolean isHeld(Field field, Field.Option option) {
        String holds = field.type() == FieldType.MANY_OF ? "? = any(%s)" : "%s = ?";
        return sql.sql(
                        "select exists (select from client where %s)"
                                .formatted(holds.formatted(field.column())))
                .param(option.code())
                .query(Boolean.class)
                .single();
    }

    private static Listed in(List<Listed> all, String key) {
        return all.stream()
                .filter(one -> one.field().key().equals(key))
                .findFirst()
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private Known known() {
        List<Listed> list = read();
        return new Known(list, new Fields(list.stream().map(Listed::field).toList()));
    }

    /** The standard ones as they are treated here, then one's own in the order of their making. */
    private List<Listed> read() {
        Map<String, Listed> changed = new HashMap<>();
        List<Listed> own = new ArrayList<>();
        sql.sql("select * from client_field where removed_at is null order by id")
                .query((row, number) -> listed(row))
                .list()
                .forEach(one -> {
                    if (one.field().standard()) {
                        changed.put(one.field().key(), one);
                    } else {
                        own.add(one);
                    }
                });
        List<Listed> all = new ArrayList<>();
        for (Field field : Fields.standard().every()) {
            all.add(changed.getOrDefault(field.key(), new Listed(field, 0)));
        }
        all.addAll(own);
        return List.copyOf(all);
    }

    private static Listed listed(ResultSet row) throws SQLException {
        String key = row.getString("key");
        String type = row.getString("type");
        Field standard = type == null ? Fields.standard().get(key) : null;
        Field field =
                new Field(
                        key,
                        standard == null ? COLUMN_PREFIX + key : standard.column(),
                        standard == null
                                ? FieldType.valueOf(type.toUpperCase(Locale.ROOT))
                                : standard.type(),
                        standard == null ? row.getString("title_ru") : standard.titleRu(),
                        standard == null ? row.getString("title_en") : standard.titleEn(),
                        PersonalData.of(row.getString("personal_data")),
                        Arrays.stream(texts(row, "readers"))
                                .map(FieldCatalogue::role)
                                .collect(Collectors.toSet()),
                        row.getString("source"),
                        standard != null,
                        row.getBoolean("archived"),
                        List.of(texts(row, "synonyms")),
                        standard == null
                                ? JSON.readValue(row.getString("options"), OPTIONS)
                                : standard.options());
        return new Listed(field, row.getInt("version"));
    }

    private static Role role(String code) {
        return Role.valueOf(code.toUpperCase(Locale.ROOT));
    }

    private static String[] texts(ResultSet row, String column) throws SQLException {
        return (String[]) row.getArray(column).getArray();
    }
}
