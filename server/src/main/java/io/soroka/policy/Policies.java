package io.soroka.policy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides for many people at once. */
@Component
public class Policies {
    /**
     * A person to be judged.
     *
     * @param clientId the client
     * @param msisdn the number the message would go to
     */
    public record Candidate(long clientId, long msisdn) {}

    /**
     * Judges a chunk of people with what is known now.
     *
     * @return in the order of the candidates: null for those who may get the message, else the
     *     reason why not
     */
    public @Nullable SuppressionReason[] judge(
            Connection transaction, MessageClass messageClass, List<Candidate> candidates)
            throws SQLException {
        var reasons = new @Nullable SuppressionReason[candidates.size()];
        if (messageClass.needsConsent()) {
            Set<Long> given = consenting(transaction, candidates);
            for (int i = 0; i < reasons.length; i++) {
                if (!given.contains(candidates.get(i).clientId())) {
                    reasons[i] = SuppressionReason.NO_CONSENT;
                }
            }
        }
        if (messageClass.respectsOptOut()) {
            // Told in preference to a lack of consent: it is the person's own word.
            Set<Long> silenced = optedOut(transaction, candidates);
            for (int i = 0; i < reasons.length && !silenced.isEmpty(); i++) {
                if (silenced.contains(candidates.get(i).msisdn())) {
                    reasons[i] = SuppressionReason.OPTED_OUT;
                }
            }
        }
        return reasons;
    }

    private static Set<Long> optedOut(Connection db, List<Candidate> candidates)
            throws SQLException {
        return those(
                db,
                """
                select msisdn
                  from (select distinct on (msisdn) msisdn, opted_out
                          from opt_out
                         where msisdn = any(?)
                         order by msisdn, id desc) latest
                 where opted_out
                """,
                candidates.stream().map(Candidate::msisdn).toArray(Long[]::new));
    }

    private static Set<Long> consenting(Connection db, List<Candidate> candidates)
            throws SQLException {
        return those(
                db,
                """
                select client_id
                  from (select distinct on (client_id) client_id, given
                          from consent
                         where client_id = any(?) and purpose = 'advertising' and channel = 'sms'
                           and annulled_at is null
                         order by client_id, at desc, id desc) latest
                 where given
                """,
                candidates.stream().map(Candidate::clientId).toArray(Long[]::new));
    }

    private static Set<Long> those(Connection db, String query, Long[] among) throws SQLException {
        var those = new HashSet<Long>();
        try (PreparedStatement statement = db.prepareStatement(query)) {
            statement.setArray(1, db.createArrayOf("bigint", among));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    those.add(row.getLong(1));
                }
            }
        }
        return those;
    }
}
