package io.soroka.sources.web;

import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.sources.Run;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * A run as administrators see it.
 *
 * @param startedBy empty when it was time
 * @param problem what went wrong, a sentence
 */
record SourceRunView(
        String id,
        @OneOf(Run.Mode.class) String mode,
        @OneOf(Run.Status.class) String status,
        boolean stopping,
        Instant startedAt,
        String startedBy,
        @Nullable Instant finishedAt,
        long read,
        long created,
        long changed,
        long unchanged,
        long removed,
        long kept,
        long bad,
        @Nullable String problem) {

    static SourceRunView of(Run run) {
        Run.Counts counts = run.counts();
        return new SourceRunView(
                Long.toString(run.id()),
                run.mode().name().toLowerCase(Locale.ROOT),
                run.status().name().toLowerCase(Locale.ROOT),
                run.stopping(),
                run.startedAt(),
                run.startedBy(),
                run.finishedAt(),
                counts.read(),
                counts.created(),
                counts.changed(),
                counts.unchanged(),
                counts.removed(),
                counts.kept(),
                counts.bad(),
                run.failure() == null
                        ? null
                        : Messages.text(
                                LocaleContextHolder.getLocale(),
                                run.failure(),
                                run.failureArguments().toArray()));
    }
}
