package io.soroka.campaigns;

import io.soroka.inbox.Inbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people wrote back to a run. */
@Component
public class RunAnswers {
    private final Inbox inbox;
    private final JdbcClient sql;
    private final People people;

    RunAnswers(Inbox inbox, JdbcClient sql, People people) {
        this.inbox = inbox;
        this.sql = sql;
        this.people = people;
    }

    /**
     * An answer and who gave it.
     *
     * @param person null when the client is gone
     */
    public record Line(@Nullable Person person, Inbox.Answer answer) {}

    /** Answers behind an id, in the order in which they came. */
    public List<Line> page(long runId, long after, int limit) {
        List<Inbox.Answer> answers = inbox.answers(runId, after, limit);
        var clients = new HashMap<Long, Long>();
        sql.sql("select id, client_id from message where id = any(:ids) and client_id is not null")
                .param("ids", answers.stream().map(Inbox.Answer::messageId).toArray(Long[]::new))
                .query(row -> {
                    clients.put(row.getLong(1), row.getLong(2));
                });
        Map<Long, Person> persons = people.of(clients.values());
        var lines = new ArrayList<Line>();
        for (Inbox.Answer answer : answers) {
            Long client = clients.get(answer.messageId());
            lines.add(new Line(client == null ? null : persons.get(client), answer));
        }
        return lines;
    }
}
