package io.soroka.templates;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldUse;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Kept texts that name a field. */
@Component
class TextFields implements FieldUse {
    private static final int MOST_NAMED = 5;

    private final JdbcClient sql;
    private final ClientTexts texts;

    TextFields(JdbcClient sql, ClientTexts texts) {
        this.sql = sql;
        this.texts = texts;
    }

    @Override
    public List<String> usedBy(Field field) {
        record Kept(String name, String text) {}
        return sql
                .sql("select name, text from text_template order by name")
                .query((row, number) -> new Kept(row.getString("name"), row.getString("text")))
                .list()
                .stream()
                .filter(kept -> texts.names(kept.text(), field))
                .map(Kept::name)
                .limit(MOST_NAMED)
                .toList();
    }
}
