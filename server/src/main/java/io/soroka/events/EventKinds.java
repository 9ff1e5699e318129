package io.soroka.events;

import io.soroka.platform.Cached;
import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kinds of events there are. */
@Component
public class EventKinds {
    /** So many kinds are more than anybody keeps apart. */
    public static final int MOST = 200;

    /** The most attributes of a kind. */
    public static final int MOST_ATTRIBUTES = 20;

    /** The most characters of a title. */
    public static final int LONGEST_TITLE = 60;

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient sql;
    private final Clock clock;
    private final Cached<List<EventKind>> known;

    EventKinds(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
        this.known = new Cached<>(clock, FRESH, this::read);
    }

    /** All kinds, archived ones too, in the order in which they were made. */
    public List<EventKind> all() {
        return known.get();
    }

    /** The kind with this key, if there is one. */
    public Optional<EventKind> find(String key) {
        return all().stream().filter(kind -> kind.key().equals(key)).findFirst();
    }

    /** What a kind is to be called and what is told of its events. */
    public record Wanted(String titleRu, String titleEn, List<EventKind.Attribute> attributes) {
        public Wanted {
            titleRu = titleRu.strip();
            titleEn = titleEn.strip();
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * Adds a kind.
     *
     * @param by the user's name
     * @throws ProblemException 422 if it can't be so, 409 if the key is taken or there are too many
     */
    public EventKind add(String key, Wanted wanted, String by) {
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(422, "event-kind-key").at("/key");
        }
        requireUsable(wanted);
        if (read().size() >= MOST) {
            throw new ProblemException(409, "event-kind-too-many", MOST);
        }
        try {
            sql.sql(
                            """
                            insert into event_kind (key, title_ru, title_en, attributes, changed_at, changed_by)
                            values (?, ?, ?, cast(? as jsonb), ?, ?)
                            """)
                    .params(
                            key,
                            wanted.titleRu(),
                            wanted.titleEn(),
                            json(wanted.attributes()),
                            clock.instant().atOffset(ZoneOffset.UTC),
                            by)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "event-kind-taken", key).at("/key");
        }
        return changed(key);
    }

    /**
     * Changes a kind. Attributes can be added and renamed; those that are there stay, because
     * events and conditions name them.
     *
     * @param version that the change is based on
     * @param by the user's name
     * @throws ProblemException 404 if there is none, 422 if it can't be so, 409 if somebody else
     *     has changed it
     */
    public EventKind change(String key, int version, Wanted wanted, boolean archived, String by) {
        EventKind before =
                read().stream()
                        .filter(kind -> kind.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(404, "not-found"));
        requireUsable(wanted);
        for (EventKind.Attribute kept : before.attributes()) {
            if (wanted.attributes().stream()
                    .noneMatch(one -> one.key().equals(kept.key()) && one.type() == kept.type())) {
                throw new ProblemException(422, "event-attribute-stays", kept.key())
                        .at("/attributes");
            }
        }
        int updated =
                sql.sql(
                                """
                                update event_kind
                                   set title_ru = ?, title_en = ?, attributes = cast(? as jsonb), archived = ?,
                                       version = version + 1, changed_at = ?, changed_by = ?
                                 where key = ? and version = ?
                                """)
                        .params(
                                wanted.titleRu(),
                                wanted.titleEn(),
                                json(wanted.attributes()),
                                archived,
                                clock.instant().atOffset(ZoneOffset.UTC),
                                by,
                                key,
                                version)
                        .update();
        if (updated == 0) {
            throw new ProblemException(409, "event-kind-changed");
        }
        return changed(key);
    }

    private EventKind changed(String key) {
        known.forget();
        return find(key).orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private static void requireUsable(Wanted wanted) {
        requireTitle(wanted.titleRu(), "/titleRu");
        requireTitle(wanted.titleEn(), "/titleEn");
        if (wanted.attributes().size() > MOST_ATTRIBUTES) {
            throw new ProblemException(422, "event-attributes-too-many", MOST_ATTRIBUTES)
                    .at("/attributes");
        }
        var keys = new HashSet<String>();
        for (int i = 0; i < wanted.attributes().size(); i++) {
            EventKind.Attribute attribute = wanted.attributes().get(i);
            String place = "/attributes/" + i;
            if (!KEY.matcher(attribute.key()).matches()) {
                throw new ProblemException(422, "event-kind-key").at(place + "/key");
            }
            if (!keys.add(attribute.key())) {
                throw new ProblemException(422, "event-attribute-twice", attribute.key())
                        .at(place + "/key");
            }
            requireTitle(attribute.titleRu(), place + "/titleRu");
            requireTitle(attribute.titleEn(), place + "/titleEn");
        }
    }

    private static void requireTitle(String title, String place) {
        if (title.isBlank()
                || title.length() > LONGEST_TITLE
                || title.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(422, "event-title", LONGEST_TITLE).at(place);
        }
    }

    private static String json(List<EventKind.Attribute> attributes) {
        List<Map<String, String>> written = new ArrayList<>();
        for (EventKind.Attribute one : attributes) {
            var attribute = new LinkedHashMap<String, String>();
            attribute.put("key", one.key());
            attribute.put("titleRu", one.titleRu());
            attribute.put("titleEn", one.titleEn());
            attribute.put("type", one.type().code());
            written.add(attribute);
        }
        return JSON.writeValueAsString(written);
    }

    private List<EventKind> read() {
        return sql.sql("select * from event_kind order by id").query(EventKinds::kind).list();
    }

    private static EventKind kind(ResultSet row, int number) throws SQLException {
        List<EventKind.Attribute> attributes = new ArrayList<>();
        for (JsonNode one : JSON.readTree(row.getString("attributes"))) {
            attributes.add(
                    new EventKind.Attribute(
                            one.get("key").asString(),
                            one.get("titleRu").asString(),
                            one.get("titleEn").asString(),
                            EventKind.Type.valueOf(
                                    one.get("type").asString().toUpperCase(Locale.ROOT))));
        }
        return new EventKind(
                row.getInt("id"),
                row.getString("key"),
                row.getString("title_ru"),
                row.getString("title_en"),
                attributes,
                row.getBoolean("archived"),
                row.getInt("version"));
    }
}
