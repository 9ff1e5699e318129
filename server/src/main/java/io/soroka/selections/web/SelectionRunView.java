package io.soroka.selections.web;

import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.selections.SelectionRun;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * A run of a selection.
 *
 * @param startedBy empty when it was time
 * @param parameters values it was given that were other than the selection's own
 * @param problem what went wrong, a sentence
 */
record SelectionRunView(
        String id,
        @OneOf(SelectionRun.Status.class) String status,
        boolean stopping,
        Instant startedAt,
        String startedBy,
        @Nullable Instant finishedAt,
        Map<String, String> parameters,
        long read,
        long people,
        long created,
        long unknown,
        long repeated,
        long bad,
        @Nullable String problem) {

    static @Nullable SelectionRunView of(@Nullable SelectionRun run) {
        return run == null ? null : known(run);
    }

    static SelectionRunView known(SelectionRun run) {
        SelectionRun.Counts counts = run.counts();
        String failure = run.failure();
        return new SelectionRunView(
                Long.toString(run.id()),
                run.status().name().toLowerCase(Locale.ROOT),
                run.stopping(),
                run.startedAt(),
                run.startedBy(),
                run.finishedAt(),
                run.parameters(),
                counts.read(),
                counts.people(),
                counts.created(),
                counts.unknown(),
                counts.repeated(),
                counts.bad(),
                failure == null
                        ? null
                        : Messages.text(
                                LocaleContextHolder.getLocale(),
                                failure,
                                run.failureArguments().toArray()));
    }
}
