package io.soroka.access;

import java.util.Locale;

/** What someone is here to do; each user has one. */
public enum Role {
    /** Everything, in every department. */
    ADMINISTRATOR,
    /** Makes and launches campaigns. */
    CAMPAIGN_MANAGER,
    /** Approves what others made. */
    APPROVER,
    /** Answers clients in dialogs. */
    AGENT,
    /** Reads reports and costs. */
    ANALYST,
    /** Sends alarms to employees. */
    ALERT_OPERATOR;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The name used outside, in the database and in JSON, such as "campaign_manager". */
    public String code() {
        return code;
    }

    /** Whether it sees what is personal of clients, numbers apart: it works with people. */
    public boolean seesPeople() {
        return switch (this) {
            case ADMINISTRATOR, CAMPAIGN_MANAGER, AGENT -> true;
            case APPROVER, ANALYST, ALERT_OPERATOR -> false;
        };
    }

    static Role of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
