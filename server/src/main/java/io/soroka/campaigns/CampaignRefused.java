package io.soroka.campaigns;

import io.soroka.platform.ProblemException;
import java.util.Locale;

/**
 * What was asked of a campaign or run can't be done; the reason is told to the person in their
 * language.
 */
public final class CampaignRefused extends ProblemException {
    /** Why. The name, in lower case behind {@code campaign-}, is the problem's code. */
    public enum Reason {
        /** No such campaign or run, or not for this person. */
        NOT_FOUND(404),
        /** The name is empty or too long. */
        BAD_NAME(422),
        /** The class is none of the known ones. */
        BAD_CLASS(422),
        /** The sender is neither a name of 11 Latin characters nor a number. */
        BAD_SENDER(422),
        /** The mark of a launch is missing or too long. */
        BAD_KEY(400),
        /** Nobody is in the audience. */
        NOBODY(409),
        /** Some people lack a value and the text has no fallback for it. */
        MISSING_VALUES(409),
        /** No connection to an operator is switched on. */
        NO_CONNECTION(409),
        /** The run's state does not allow it. */
        WRONG_STATE(409);

        private final int status;

        Reason(int status) {
            this.status = status;
        }
    }

    private final Reason reason;

    CampaignRefused(Reason reason, Object... arguments) {
        super(
                reason.status,
                "campaign-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                arguments);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
