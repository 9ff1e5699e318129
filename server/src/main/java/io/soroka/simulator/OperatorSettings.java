package io.soroka.simulator;

import java.util.List;

/**
 * One simulated operator; the package documentation says what each field means and which values it
 * takes.
 */
record OperatorSettings(
        String name,
        String title,
        String systemId,
        String password,
        int port,
        int window,
        Delay latency,
        int perSecond,
        double errorShare,
        Receipts receipts,
        Replies replies) {

    OperatorSettings {
        if (!name.matches("[a-z0-9-]{1,20}")) {
            throw new IllegalArgumentException("name must be 1 to 20 of a-z, 0-9 and -");
        }
        Check.text(title, 60, "title");
        Check.text(systemId, 15, "systemId");
        Check.text(password, 64, "password");
        Check.range(port, 0, 65_535, "port");
        Check.range(window, 1, 100_000, "window");
        Check.range(perSecond, 0, 1_000_000, "perSecond");
        Check.share(errorShare, "errorShare");
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "OperatorSettings[" + name + "]";
    }

    /** When receipts come, and how many of them go wrong. */
    record Receipts(
            Delay delay,
            boolean shuffled,
            double failedShare,
            double repeatedShare,
            double lostShare) {
        Receipts {
            Check.share(failedShare, "failedShare");
            Check.share(repeatedShare, "repeatedShare");
            Check.share(lostShare, "lostShare");
        }
    }

    /** How many messages the phones answer, with what, and when. */
    record Replies(double share, List<String> texts, Delay delay) {
        private static final int MAX_TEXTS = 1000;

        /** Longest text that fits into one message of any alphabet. */
        private static final int MAX_LENGTH = 70;

        Replies {
            Check.share(share, "share");
            Check.range(texts.size(), 1, MAX_TEXTS, "the number of texts");
            texts = List.copyOf(texts);
            for (int i = 0; i < texts.size(); i++) {
                Check.text(texts.get(i), MAX_LENGTH, "texts[" + i + "]");
            }
        }
    }
}
