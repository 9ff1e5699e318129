package io.soroka.sources.web;

import io.soroka.contacts.intake.Conflict;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.sources.Source;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a source is to be; see {@link Source.Plan}.
 *
 * @param target what its rows become; clients if nothing is said
 * @param eventKind the key of the kind of events, for events only
 */
record WantedSource(
        @Nullable String name,
        @Nullable String kind,
        @Nullable Map<String, String> options,
        @Nullable String secret,
        @OneOf(Source.Target.class) @Nullable String target,
        @Nullable String eventKind,
        @Nullable String entity,
        @Nullable String key,
        @Nullable String changed,
        @Nullable List<WantedMapping> mapping,
        @Nullable Integer everyMinutes,
        @Nullable String fullAt,
        @Nullable Boolean removesMissing,
        @Nullable Integer mostRemoved,
        @Nullable Integer statementSeconds,
        @Nullable Integer rowsPerSecond,
        @Nullable Integer version) {
    private static final int STATEMENT_SECONDS = 60;
    private static final int MOST_REMOVED = 20;

    /**
     * A column becomes a field.
     *
     * @param conflict whose value counts; the source's if nothing is said
     */
    record WantedMapping(
            @Nullable String column,
            @Nullable String field,
            @OneOf(Conflict.class) @Nullable String conflict) {}

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "WantedSource[" + name + "]";
    }

    Source.Wanted read() {
        return new Source.Wanted(
                Objects.requireNonNullElse(kind, ""),
                known(options),
                secret,
                new Source.Plan(
                        Objects.requireNonNullElse(name, ""),
                        Objects.requireNonNullElse(statementSeconds, STATEMENT_SECONDS),
                        Objects.requireNonNullElse(rowsPerSecond, 0),
                        Objects.requireNonNullElse(entity, ""),
                        Objects.requireNonNullElse(key, ""),
                        changed == null || changed.isBlank() ? null : changed,
                        mapped(),
                        Objects.requireNonNullElse(everyMinutes, 0),
                        time(),
                        Boolean.TRUE.equals(removesMissing),
                        Objects.requireNonNullElse(mostRemoved, MOST_REMOVED),
                        kindOfEvents()));
    }

    private @Nullable String kindOfEvents() {
        return switch (Objects.requireNonNullElse(target, "client")) {
            case "client" -> null;
            case "event" -> Objects.requireNonNullElse(eventKind, "");
            default -> throw new ProblemException(422, "source-target-unknown").at("/target");
        };
    }

    private List<Source.Mapped> mapped() {
        List<WantedMapping> given = Objects.requireNonNullElse(mapping, List.of());
        List<Source.Mapped> read = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            WantedMapping one = given.get(i);
            if (one != null) {
                read.add(
                        new Source.Mapped(
                                Objects.requireNonNullElse(one.column(), ""),
                                Objects.requireNonNullElse(one.field(), ""),
                                conflict(one.conflict(), i)));
            }
        }
        return read;
    }

    private static Conflict conflict(@Nullable String word, int place) {
        return Arrays.stream(Conflict.values())
                .filter(one ->
                        one.name()
                                .toLowerCase(Locale.ROOT)
                                .equals(Objects.requireNonNullElse(word, "source")))
                .findFirst()
                .orElseThrow(() ->
                        new ProblemException(422, "source-conflict-unknown")
                                .at("/mapping/" + place + "/conflict"));
    }

    private @Nullable LocalTime time() {
        try {
            return fullAt == null || fullAt.isBlank() ? null : LocalTime.parse(fullAt.strip());
        } catch (DateTimeParseException e) {
            throw new ProblemException(422, "source-time-unusable").at("/fullAt");
        }
    }

    /** Without what has no value. */
    static Map<String, String> known(@Nullable Map<String, String> options) {
        Map<String, String> known = new LinkedHashMap<>();
        if (options != null) {
            options.forEach((key, value) -> {
                if (key != null && value != null) {
                    known.put(key, value);
                }
            });
        }
        return known;
    }

    static @Nullable Long id(@Nullable String written) {
        try {
            return written == null ? null : Long.valueOf(written);
        } catch (NumberFormatException e) {
            throw new ProblemException(404, "not-found");
        }
    }
}
