package io.soroka.sources.web;

import io.soroka.contacts.intake.Conflict;
import io.soroka.platform.OneOf;
import io.soroka.sources.Run;
import io.soroka.sources.Source;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source as administrators see it.
 *
 * @param target what its rows become
 * @param eventKind the key of the kind of events, for events only
 * @param nextRun what begins by itself next, as soon as can be if its moment is past
 * @param match what tells clients apart: {@code external_id} when a column brings it, else {@code
 *     phone}
 */
record SourceView(
        String id,
        String departmentId,
        String name,
        String kind,
        Map<String, String> options,
        boolean hasSecret,
        @OneOf(Source.Target.class) String target,
        @Nullable String eventKind,
        String entity,
        String key,
        @Nullable String changed,
        String match,
        List<SourceMapping> mapping,
        int everyMinutes,
        @Nullable String fullAt,
        boolean removesMissing,
        int mostRemoved,
        int statementSeconds,
        int rowsPerSecond,
        int version,
        @Nullable SourceTurn nextRun,
        @Nullable SourceRunView lastRun) {

    record SourceMapping(String column, String field, @OneOf(Conflict.class) String conflict) {}

    record SourceTurn(@OneOf(Run.Mode.class) String mode, Instant at) {}

    static SourceView of(Source source, Source.@Nullable Turn next) {
        Source.Plan plan = source.plan();
        return new SourceView(
                Long.toString(source.id()),
                Long.toString(source.departmentId()),
                plan.name(),
                source.kind(),
                source.options(),
                source.hasSecret(),
                plan.target().name().toLowerCase(Locale.ROOT),
                plan.eventKind(),
                plan.entity(),
                plan.key(),
                plan.changed(),
                plan.matchesById() ? "external_id" : "phone",
                plan.mapping().stream()
                        .map(one ->
                                new SourceMapping(
                                        one.column(),
                                        one.field(),
                                        one.conflict().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                plan.everyMinutes(),
                plan.fullAt() == null ? null : plan.fullAt().toString(),
                plan.removesMissing(),
                plan.mostRemoved(),
                plan.statementSeconds(),
                plan.rowsPerSecond(),
                source.version(),
                next == null
                        ? null
                        : new SourceTurn(next.mode().name().toLowerCase(Locale.ROOT), next.at()),
                source.lastRun() == null ? null : SourceRunView.of(source.lastRun()));
    }
}
