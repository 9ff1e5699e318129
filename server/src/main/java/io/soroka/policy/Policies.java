package io.soroka.policy;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
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
            BitSet given = consenting(transaction, candidates);
            for (int i = given.nextClearBit(0); i < reasons.length; i = given.nextClearBit(i + 1)) {
                reasons[i] = SuppressionReason.NO_CONSENT;
            }
        }
        if (messageClass.respectsOptOut()) {
            // Told in preference to a lack of consent: it is the person's own word.
            optedOut(transaction, candidates).stream()
                    .forEach(i -> reasons[i] = SuppressionReason.OPTED_OUT);
        }
        return reasons;
    }

    private static BitSet optedOut(Connection db, List<Candidate> candidates) throws SQLException {
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select u.place
                          from unnest(?) with ordinality u(msisdn, place)
                         where (select o.opted_out from opt_out o
                                 where o.msisdn = u.msisdn
                                 order by o.id desc limit 1)
                        """)) {
            Array numbers =
                    db.createArrayOf(
                            "bigint", candidates.stream().map(Candidate::msisdn).toArray());
            statement.setArray(1, numbers);
            return places(statement);
        }
    }

    private static BitSet consenting(Connection db, List<Candidate> candidates)
            throws SQLException {
        try (PreparedStatement statement =
                db.prepareStatement(
                        """
                        select u.place
                          from unnest(?) with ordinality u(client_id, place)
                         where (select k.given from consent k
                                 where k.client_id = u.client_id and k.purpose = 'advertising' and k.channel = 'sms'
                                 order by k.id desc limit 1)
                        """)) {
            Array clients =
                    db.createArrayOf(
                            "bigint", candidates.stream().map(Candidate::clientId).toArray());
            statement.setArray(1, clients);
            return places(statement);
        }
    }

    private static BitSet places(PreparedStatement statement) throws SQLException {
        var places = new BitSet();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                places.set(row.getInt(1) - 1);
            }
        }
        return places;
    }
}
