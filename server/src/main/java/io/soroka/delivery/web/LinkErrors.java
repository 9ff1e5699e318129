package io.soroka.delivery.web;

import io.soroka.platform.Messages;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong with a link, for administrators who do not know the protocol by heart. */
final class LinkErrors {
    private static final Pattern BIND = Pattern.compile("refused the bind with (\\S+)");
    private static final Pattern TLS = Pattern.compile("(?i)TLS failed: (.*)");
    private static final Map<String, String> KNOWN =
            Map.of(
                    "ESME_RINVPASWD", "login",
                    "ESME_RBINDFAIL", "login",
                    "ESME_RINVSYSID", "login",
                    "ESME_RALYBND", "already-bound",
                    "0x58", "throttled",
                    "0x14", "queue-full");

    private LinkErrors() {}

    /** A sentence in the language; what nobody has a sentence for is quoted. */
    static String text(String reason, Locale language) {
        Matcher bind = BIND.matcher(reason);
        String code = bind.find() ? bind.group(1) : reason;
        String known = KNOWN.get(code);
        if (known != null) {
            return Messages.text(language, "link." + known, code);
        }
        Matcher tls = TLS.matcher(reason);
        if (tls.find()) {
            return Messages.text(language, "link.tls", tls.group(1));
        }
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("connection refused")) {
            return Messages.text(language, "link.nobody-listens");
        }
        if (lower.contains("timed out")) {
            return Messages.text(language, "link.timed-out");
        }
        return Messages.text(language, "link.other", reason);
    }
}
