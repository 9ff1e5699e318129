package io.soroka.campaigns;

import io.soroka.policy.MessageClass;
import io.soroka.policy.Policies;
import io.soroka.policy.SuppressionReason;
import io.soroka.routing.Routes;
import io.soroka.templates.MissingValueException;
import io.soroka.templates.Template;
import io.soroka.text.Coding;
import io.soroka.text.Texts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each person of an audience: a message, or one reason why there is none. The
 * planner and the forecast judge here and nowhere else, so that a forecast can't say anything but
 * what a run then does. For one thread.
 */
final class Judgement {
    private final Policies policies;
    private final MessageClass messageClass;
    private final @Nullable Template template;
    private final int maxParts;
    private final StringBuilder text = new StringBuilder();

    /**
     * Judges for one text and class.
     *
     * @param template null while there is no text: then nobody is left out because of it, and each
     *     message is empty and has no parts
     */
    Judgement(
            Policies policies,
            MessageClass messageClass,
            @Nullable Template template,
            int maxParts) {
        this.policies = policies;
        this.messageClass = messageClass;
        this.template = template;
        this.maxParts = maxParts;
    }

    /** Takes down what was judged. */
    interface Fate {
        /**
         * A person gets a message.
         *
         * @param text valid only until this returns
         */
        void message(Audience.Person person, CharSequence text, int parts, int connectionId);

        /** A person gets nothing. */
        void suppressed(Audience.Person person, SuppressionReason reason);
    }

    /** Knows the numbers that people before these get a message on already. */
    interface Earlier {
        /** Which of these people's numbers are among them; the set is the caller's to change. */
        Set<Long> among(List<Audience.Person> people) throws SQLException;
    }

    /**
     * Judges people in order.
     *
     * @param codings how each connection that the routes lead to writes texts
     * @param most messages wanted at the most: behind the last of them nobody is judged
     * @return how many people were judged
     */
    int judge(
            Connection db,
            List<Audience.Person> people,
            Routes routes,
            Map<Integer, Coding> codings,
            Earlier earlier,
            int most,
            Fate fate)
            throws SQLException {
        @Nullable SuppressionReason[] reasons =
                policies.judge(
                        db,
                        messageClass,
                        people.stream()
                                .map(person -> new Policies.Candidate(person.id(), person.msisdn()))
                                .toList());
        Set<Long> sent = earlier.among(people);
        int messages = 0;
        int judged = 0;
        while (judged < reasons.length && messages < most) {
            Audience.Person person = people.get(judged);
            SuppressionReason reason = reasons[judged++];
            if (reason == null && sent.contains(person.msisdn())) {
                reason = SuppressionReason.SAME_NUMBER;
            }
            if (reason == null) {
                reason = message(person, routes, codings, fate);
            }
            if (reason == null) {
                sent.add(person.msisdn());
                messages++;
            } else {
                fate.suppressed(person, reason);
            }
        }
        return judged;
    }

    private @Nullable SuppressionReason message(
            Audience.Person person, Routes routes, Map<Integer, Coding> codings, Fate fate) {
        OptionalInt connection = routes.choose(person.msisdn());
        if (connection.isEmpty()) {
            return SuppressionReason.NO_ROUTE;
        }
        int parts = 0;
        text.setLength(0);
        if (template != null) {
            try {
                template.render(person.values(), text);
            } catch (MissingValueException e) {
                return SuppressionReason.NO_VALUE;
            }
            parts = Texts.parts(text, codings.getOrDefault(connection.getAsInt(), Coding.USUAL));
            if (parts > maxParts) {
                return SuppressionReason.TOO_LONG;
            }
        }
        fate.message(person, text, parts, connection.getAsInt());
        return null;
    }
}
