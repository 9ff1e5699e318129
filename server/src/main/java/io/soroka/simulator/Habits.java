package io.soroka.simulator;

import java.util.List;
import java.util.Map;

/**
 * What an operator does; all of it may change while it runs. The package documentation says what
 * each field means and which values it takes.
 */
record Habits(
        Latency latency,
        int perSecond,
        List<Refusal> refusals,
        IdForms ids,
        Receipts receipts,
        Replies replies,
        Map<FaultKind, Fault> faults) {
    private static final int MAX_REFUSALS = 1_000;

    Habits {
        Check.range(perSecond, 0, 1_000_000, "perSecond");
        Check.range(refusals.size(), 0, MAX_REFUSALS, "the number of refusals");
        refusals = List.copyOf(refusals);
        faults = Map.copyOf(faults);
    }

    /** How ids are written in responses and in receipts. */
    record IdForms(IdForm answer, IdForm receipt) {}

    /**
     * When receipts come, and what they say.
     *
     * @param tlvs whether they have the optional parameters beside their text
     */
    record Receipts(Delay delay, boolean shuffled, double failedShare, boolean tlvs) {
        Receipts {
            Check.share(failedShare, "failedShare");
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
