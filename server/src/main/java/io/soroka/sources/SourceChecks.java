package io.soroka.sources;

import io.soroka.contacts.Field;
import io.soroka.contacts.Fields;
import io.soroka.contacts.intake.Conflict;
import io.soroka.events.EventKind;
import io.soroka.events.EventKinds;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What every source must keep to, whatever its kind. */
final class SourceChecks {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_COLUMN = 300;
    private static final int MOST_COLUMNS = 200;
    private static final Set<String> EVENT_FIELDS =
            Set.of(
                    EventField.CLIENT_ID,
                    EventField.PHONE,
                    EventField.ID,
                    EventField.AT,
                    EventField.AMOUNT);

    private SourceChecks() {}

    /**
     * Where clients come from; looks at nothing beyond what was given.
     *
     * @throws InvalidSource if something can't be used
     */
    static void connection(SourceKind kind, Map<String, String> options, String secret) {
        options(kind.options(), options, secret);
    }

    /** The same of whatever is asked. */
    static void options(List<SourceOption> asked, Map<String, String> options, String secret) {
        Map<String, SourceOption> known =
                asked.stream().collect(Collectors.toMap(SourceOption::key, Function.identity()));
        options.keySet()
                .forEach(key -> {
                    SourceOption option = known.get(key);
                    // The secret among the options would be stored as it is.
                    require(
                            option != null && option.type() != SourceOption.Type.SECRET,
                            "/options/" + key,
                            "source.no-such-option");
                });
        for (SourceOption option : asked) {
            boolean isSecret = option.type() == SourceOption.Type.SECRET;
            String given =
                    isSecret
                            ? secret
                            : Objects.requireNonNullElse(options.get(option.key()), "").strip();
            String place = isSecret ? "/secret" : "/options/" + option.key();
            require(!given.isEmpty() || option.otherwise() != null, place, "source.missing");
            require(given.isEmpty() || option.accepts(given), place, "source.option-unusable");
        }
    }

    /**
     * What is read and when.
     *
     * @throws InvalidSource if something can't be used
     */
    static void plan(Source.Plan plan, Fields fields, EventKinds kinds) {
        require(isName(plan.name(), LONGEST_NAME), "/name", "source.name-unusable", LONGEST_NAME);
        within("/statementSeconds", plan.statementSeconds(), 1, 600);
        within("/rowsPerSecond", plan.rowsPerSecond(), 0, 1_000_000);
        within("/everyMinutes", plan.everyMinutes(), 0, 10_080);
        within("/mostRemoved", plan.mostRemoved(), 1, 100);
        require(isName(plan.entity(), LONGEST_COLUMN), "/entity", "source.missing");
        require(isName(plan.key(), LONGEST_COLUMN), "/key", "source.missing");
        String changed = plan.changed();
        require(changed == null || isName(changed, LONGEST_COLUMN), "/changed", "source.missing");
        require(
                plan.everyMinutes() == 0 || changed != null,
                "/everyMinutes",
                "source.changed-needed");
        require(
                plan.fullAt() == null
                        || plan.fullAt().equals(plan.fullAt().truncatedTo(ChronoUnit.MINUTES)),
                "/fullAt",
                "source.time-unusable");
        String eventKind = plan.eventKind();
        if (eventKind == null) {
            Set<String> met =
                    mapping(
                            plan,
                            fields.offered().stream().map(Field::key).collect(Collectors.toSet())
                                    ::contains,
                            "source.no-such-field");
            require(met.contains("phone"), "/mapping", "source.no-number");
        } else {
            event(
                    plan,
                    kinds.find(eventKind)
                            .orElseThrow(() ->
                                    new InvalidSource("/eventKind", "source.no-such-event-kind")));
        }
    }

    /** Events are kept once by their ids, and nothing takes them away. */
    private static void event(Source.Plan plan, EventKind kind) {
        require(!plan.removesMissing(), "/removesMissing", "source.events-stay");
        for (int i = 0; i < plan.mapping().size(); i++) {
            require(
                    plan.mapping().get(i).conflict() == Conflict.SOURCE,
                    "/mapping/" + i + "/conflict",
                    "source.events-as-told");
        }
        Set<String> met =
                mapping(plan, field -> isOfEvent(field, kind), "source.no-such-event-field");
        require(
                met.contains(EventField.CLIENT_ID) != met.contains(EventField.PHONE),
                "/mapping",
                "source.event-client");
        require(met.contains(EventField.ID), "/mapping", "source.event-id");
        require(met.contains(EventField.AT), "/mapping", "source.event-at");
    }

    private static boolean isOfEvent(String field, EventKind kind) {
        String attribute = EventField.attribute(field);
        return attribute == null
                ? EVENT_FIELDS.contains(field)
                : kind.attribute(attribute).isPresent();
    }

    /** What is mapped. */
    private static Set<String> mapping(
            Source.Plan plan, Predicate<String> offered, String otherwise) {
        require(
                !plan.mapping().isEmpty() && plan.mapping().size() <= MOST_COLUMNS,
                "/mapping",
                "source.mapping-size",
                MOST_COLUMNS);
        Set<String> met = new HashSet<>();
        for (int i = 0; i < plan.mapping().size(); i++) {
            Source.Mapped one = plan.mapping().get(i);
            String place = "/mapping/" + i;
            require(isName(one.column(), LONGEST_COLUMN), place + "/column", "source.missing");
            require(offered.test(one.field()), place + "/field", otherwise);
            require(met.add(one.field()), place + "/field", "source.field-twice");
            require(
                    one.conflict() != Conflict.NEWEST || plan.changed() != null,
                    place + "/conflict",
                    "source.changed-needed");
        }
        return met;
    }

    private static boolean isName(String name, int longest) {
        return !name.isBlank()
                && name.length() <= longest
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static void within(String place, int value, int least, int most) {
        require(value >= least && value <= most, place, "source.number-unusable", least, most);
    }

    private static void require(
            boolean kept, String place, String messageKey, Object... arguments) {
        if (!kept) {
            throw new InvalidSource(place, messageKey, arguments);
        }
    }
}
