package io.soroka.templates;

import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import io.soroka.text.Senders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Texts kept under a name. A campaign takes a copy, so that changing or deleting one changes no
 * campaign.
 */
@Component
public class SavedTexts {
    /** The most characters a name may have. */
    public static final int LONGEST_NAME = 200;

    private final JdbcClient sql;
    private final ClientTexts texts;
    private final Clock clock;

    SavedTexts(JdbcClient sql, ClientTexts texts, Clock clock) {
        this.sql = sql;
        this.texts = texts;
        this.clock = clock;
    }

    /** One text; of another department it is not found. Null sees all departments. */
    public Optional<SavedText> find(@Nullable Long departmentId, long id) {
        return sql.sql(
                        """
                        select * from text_template
                         where id = :id and (:department::bigint is null or department_id = :department)
                        """)
                .param("id", id)
                .param("department", departmentId)
                .query(SavedTexts::text)
                .optional();
    }

    /** All texts of a department by name; null sees all departments. */
    public List<SavedText> list(@Nullable Long departmentId) {
        return sql.sql(
                        """
                        select * from text_template
                         where department_id = :department
                            or :department::bigint is null and department_id in (select id from department where practice_of is null)
                         order by lower(name collate "pg_c_utf8"), id
                        """)
                .param("department", departmentId)
                .query(SavedTexts::text)
                .list();
    }

    /**
     * Keeps a text.
     *
     * @param by name of the user
     * @throws TemplateException if the text can't be compiled
     * @throws ProblemException 422 if name or sender can't be used, 409 if the name is taken
     */
    public SavedText create(long departmentId, SavedText.Wanted wanted, String by) {
        return store(
                """
                insert into text_template (department_id, name, text, class, sender, changed_at, changed_by)
                values (:place, :name, :text, :class, :sender, :now, :by)
                returning *
                """,
                departmentId,
                wanted,
                by);
    }

    /**
     * Changes a text.
     *
     * @throws TemplateException as {@link #create}
     * @throws ProblemException as {@link #create}
     */
    public SavedText change(SavedText text, SavedText.Wanted wanted, String by) {
        return store(
                """
                update text_template
                   set name = :name, text = :text, class = :class, sender = :sender, changed_at = :now, changed_by = :by
                 where id = :place
                returning *
                """,
                text.id(),
                wanted,
                by);
    }

    private SavedText store(String statement, long place, SavedText.Wanted wanted, String by) {
        String name = wanted.name().strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(422, "text-name", LONGEST_NAME).at("/name");
        }
        String sender = wanted.sender();
        if (sender != null && !Senders.isUsable(sender)) {
            throw new ProblemException(422, "campaign-bad-sender", sender).at("/sender");
        }
        var _ = texts.compile(wanted.text());
        try {
            return sql.sql(statement)
                    .param("place", place)
                    .param("name", name)
                    // PostgreSQL's texts hold no zero character.
                    .param("text", wanted.text().replace("\0", ""))
                    .param("class", wanted.messageClass().code())
                    .param("sender", sender)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("by", by)
                    .query(SavedTexts::text)
                    .single();
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "text-taken", name).at("/name");
        }
    }

    /** Deletes a text. */
    public void delete(SavedText text) {
        sql.sql("delete from text_template where id = ?").param(text.id()).update();
    }

    private static SavedText text(ResultSet row, int number) throws SQLException {
        return new SavedText(
                row.getLong("id"),
                row.getLong("department_id"),
                row.getString("name"),
                row.getString("text"),
                MessageClass.of(row.getInt("class")),
                row.getString("sender"),
                row.getTimestamp("changed_at").toInstant(),
                row.getString("changed_by"));
    }
}
