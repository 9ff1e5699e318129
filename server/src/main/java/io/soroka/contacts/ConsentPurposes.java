package io.soroka.contacts;

import io.soroka.platform.Cached;
import io.soroka.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What consent is asked for: a catalogue that administrators keep. */
@Component
public class ConsentPurposes {
    /** So many purposes are more than anybody keeps apart. */
    public static final int MOST = 50;

    /** The most characters of a title. */
    public static final int LONGEST_TITLE = 60;

    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final JdbcClient sql;
    private final Clock clock;
    private final Cached<List<ConsentPurpose>> known;

    /** Over a database. */
    public ConsentPurposes(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
        this.known = new Cached<>(clock, FRESH, this::read);
    }

    /** All purposes, archived ones too; advertising first. */
    public List<ConsentPurpose> all() {
        return known.get();
    }

    /** The purpose with this key, if there is one. */
    public Optional<ConsentPurpose> find(String key) {
        return all().stream().filter(purpose -> purpose.key().equals(key)).findFirst();
    }

    /**
     * Adds a purpose.
     *
     * @param by the user's name
     * @throws ProblemException 422 if it can't be so, 409 if the key is taken or there are too many
     */
    public ConsentPurpose add(String key, String titleRu, String titleEn, String by) {
        if (!KEY.matcher(key).matches()) {
            throw new ProblemException(422, "consent-purpose-key").at("/key");
        }
        requireTitle(titleRu, "/titleRu");
        requireTitle(titleEn, "/titleEn");
        if (read().size() >= MOST) {
            throw new ProblemException(409, "consent-purpose-too-many", MOST);
        }
        try {
            sql.sql(
                            """
                            insert into consent_purpose (key, title_ru, title_en, changed_at, changed_by)
                            values (?, ?, ?, ?, ?)
                            """)
                    .params(key, titleRu, titleEn, clock.instant().atOffset(ZoneOffset.UTC), by)
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "consent-purpose-taken", key).at("/key");
        }
        return changed(key);
    }

    /**
     * Changes a purpose's titles, or archives it.
     *
     * @param version that the change is based on
     * @param by the user's name
     * @throws ProblemException 404 if there is none, 422 if it can't be so, 409 if somebody else
     *     has changed it, or advertising is to be archived
     */
    public ConsentPurpose change(
            String key, int version, String titleRu, String titleEn, boolean archived, String by) {
        if (read().stream().noneMatch(purpose -> purpose.key().equals(key))) {
            throw new ProblemException(404, "not-found");
        }
        requireTitle(titleRu, "/titleRu");
        requireTitle(titleEn, "/titleEn");
        if (archived && key.equals(ConsentPurpose.ADVERTISING)) {
            throw new ProblemException(409, "consent-purpose-needed").at("/archived");
        }
        int updated =
                sql.sql(
                                """
                                update consent_purpose
                                   set title_ru = ?, title_en = ?, archived = ?, version = version + 1,
                                       changed_at = ?, changed_by = ?
                                 where key = ? and version = ?
                                """)
                        .params(
                                titleRu,
                                titleEn,
                                archived,
                                clock.instant().atOffset(ZoneOffset.UTC),
                                by,
                                key,
                                version)
                        .update();
        if (updated == 0) {
            throw new ProblemException(409, "consent-purpose-changed");
        }
        return changed(key);
    }

    private ConsentPurpose changed(String key) {
        known.forget();
        return find(key).orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private static void requireTitle(String title, String place) {
        if (title.isBlank()
                || title.length() > LONGEST_TITLE
                || title.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(422, "consent-purpose-title", LONGEST_TITLE).at(place);
        }
    }

    private List<ConsentPurpose> read() {
        return sql.sql(
                        """
                        select key, title_ru, title_en, archived, version from consent_purpose
                         order by key <> 'advertising', lower(title_ru collate "pg_c_utf8"), key
                        """)
                .query((row, number) ->
                        new ConsentPurpose(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getBoolean(4),
                                row.getInt(5)))
                .list();
    }
}
