package io.soroka.campaigns;

import io.soroka.delivery.UncertainMessages;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages of unknown fate with the people they are for and the campaigns they belong to. */
@Component
public class UncertainPeople {
    private final JdbcClient sql;
    private final UncertainMessages messages;
    private final People people;

    UncertainPeople(JdbcClient sql, UncertainMessages messages, People people) {
        this.sql = sql;
        this.messages = messages;
        this.people = people;
    }

    /**
     * A message.
     *
     * @param person null when it is for no client, or for one who is gone
     * @param campaign the campaign's name; null for a single message
     */
    public record Line(
            UncertainMessages.Line message, @Nullable Person person, @Nullable String campaign) {}

    /** A page, see {@link UncertainMessages#page}. */
    public List<Line> page(UncertainMessages.Filter filter, long after, int limit) {
        List<UncertainMessages.Line> lines = messages.page(filter, after, limit);
        Map<Long, Person> persons =
                people.of(
                        lines.stream()
                                .map(UncertainMessages.Line::clientId)
                                .filter(Objects::nonNull)
                                .toList());
        Map<Long, String> names = names(lines);
        return lines.stream()
                .map(line ->
                        new Line(
                                line,
                                line.clientId() == null ? null : persons.get(line.clientId()),
                                line.runId() == null ? null : names.get(line.runId())))
                .toList();
    }

    private Map<Long, String> names(List<UncertainMessages.Line> lines) {
        var names = new HashMap<Long, String>();
        Long[] runs =
                lines.stream()
                        .map(UncertainMessages.Line::runId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toArray(Long[]::new);
        sql.sql("select id, name from run where id = any(:runs)")
                .param("runs", runs)
                .query(row -> {
                    names.put(row.getLong(1), row.getString(2));
                });
        return names;
    }
}
