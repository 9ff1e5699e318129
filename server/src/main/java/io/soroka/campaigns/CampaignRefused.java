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
        /** No name, or one that is none of the known ones. */
        BAD_STATE(422),
        /** The audience is of no known kind. */
        BAD_AUDIENCE(422),
        /** It is not said how many recipients the person saw. */
        NO_NUMBER(422),
        /** The moment can't be read. */
        BAD_TIME(422),
        /** So many a minute can't be. */
        BAD_PACE(422),
        /** The saved segment is gone, or belongs to another department. */
        NO_SEGMENT(404),
        /** The earlier run is gone, or belongs to another department. */
        NO_RUN(404),
        /** No such client, or another department's. */
        NO_CLIENT(404),
        /** Somebody else has changed the draft meanwhile. */
        CHANGED(409),
        /** Something has to be mended first. */
        BLOCKED(409),
        /** A warning was not acknowledged. */
        UNCONFIRMED(409),
        /** The audience is not the one that was shown. */
        OTHER_AUDIENCE(409),
        /** The forecast is not ready yet. */
        STILL_COUNTING(503),
        /** The forecast could not be computed. */
        FORECAST_FAILED(503),
        /** The class is none of the known ones. */
        BAD_CLASS(422),
        /** The sender is neither a name of 11 Latin characters nor a number. */
        BAD_SENDER(422),
        /** The mark of a launch is missing or too long. */
        BAD_KEY(400),
        /** The run's state does not allow it. */
        WRONG_STATE(409);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        int status() {
            return status;
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

    /** For what is read outside of this room. */
    public static CampaignRefused because(Reason reason, Object... arguments) {
        return new CampaignRefused(reason, arguments);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
