package io.soroka.campaigns;

import io.soroka.policy.MessageClass;
import io.soroka.policy.Policies;
import io.soroka.policy.SuppressionReason;
import io.soroka.segments.Explanation;
import io.soroka.segments.Segments;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Why somebody would get a message, or would not. */
@Component
public class AudienceExplanations {
    private final Segments segments;
    private final Policies policies;
    private final JdbcTemplate jdbc;

    AudienceExplanations(Segments segments, Policies policies, JdbcTemplate jdbc) {
        this.segments = segments;
        this.policies = policies;
        this.jdbc = jdbc;
    }

    /**
     * Of one person.
     *
     * @param conditions whether they are among those who are meant, line by line
     * @param reason why the rules forbid it; null when they allow it
     */
    public record Verdict(Explanation conditions, @Nullable SuppressionReason reason) {
        /** Whether the message would go to them, as far as conditions and rules decide. */
        public boolean gets() {
            return conditions.holds() && reason == null;
        }
    }

    /**
     * Explains some of a department's clients.
     *
     * @throws io.soroka.segments.CriteriaRefused if the conditions mean nothing
     */
    public List<Verdict> explain(
            long departmentId,
            @Nullable String criteria,
            MessageClass messageClass,
            List<Long> clientIds) {
        List<Explanation> people = segments.explain(departmentId, criteria, clientIds);
        ConnectionCallback<@Nullable SuppressionReason[]> judging =
                db ->
                        policies.judge(
                                db,
                                messageClass,
                                people.stream()
                                        .map(Explanation::client)
                                        .map(client ->
                                                new Policies.Candidate(
                                                        client.id(), client.msisdn()))
                                        .toList());
        @Nullable SuppressionReason[] reasons = jdbc.execute(judging);
        var verdicts = new ArrayList<Verdict>(people.size());
        for (int i = 0; i < people.size(); i++) {
            verdicts.add(new Verdict(people.get(i), reasons == null ? null : reasons[i]));
        }
        return verdicts;
    }
}
