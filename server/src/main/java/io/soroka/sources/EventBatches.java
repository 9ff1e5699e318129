package io.soroka.sources;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.contacts.Fields;
import io.soroka.contacts.PersonalData;
import io.soroka.contacts.intake.Cell;
import io.soroka.contacts.intake.CellReader;
import io.soroka.events.Event;
import io.soroka.events.EventKind;
import io.soroka.events.EventLimits;
import io.soroka.events.Events;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A source's rows become events of clients. A row with anything that can't be used is refused as a
 * whole: an event without its sum would be another event.
 */
final class EventBatches implements Batches {
    /** They are held in memory, with all their attributes at worst some 80 MB. */
    private static final int MOST = 10_000;

    private final Source source;
    private final EventKind kind;
    private final Events events;
    private final CellReader cells;
    private final Numbers numbers;
    private final Clock clock;
    private final boolean dry;
    private final List<String> columns;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final Map<EventKind.Attribute, Integer> attributes = new LinkedHashMap<>();
    private final BadRows bad;
    private final List<Event> read = new ArrayList<>();

    /** The key of each row read. */
    private final List<String> keys = new ArrayList<>();

    /**
     * @throws SourceFailure if an attribute is gone
     */
    EventBatches(
            Source source,
            EventKind kind,
            Events events,
            Fields fields,
            CellReader cells,
            Numbers numbers,
            Clock clock,
            boolean dry) {
        this.source = source;
        this.kind = kind;
        this.events = events;
        this.cells = cells;
        this.numbers = numbers;
        this.clock = clock;
        this.dry = dry;
        Source.Plan plan = source.plan();
        Set<String> asked = new LinkedHashSet<>();
        plan.mapping().forEach(one -> asked.add(one.column()));
        asked.add(plan.key());
        this.columns = List.copyOf(asked);
        boolean idsArePersonal =
                fields.offered().stream()
                        .anyMatch(field -> field.key().equals("external_id") && field.personal());
        boolean personal = false;
        for (Source.Mapped one : plan.mapping()) {
            int place = columns.indexOf(one.column());
            String attribute = EventField.attribute(one.field());
            if (attribute == null) {
                places.put(one.field(), place);
            } else {
                attributes.put(
                        kind.attribute(attribute)
                                .orElseThrow(
                                        () -> new SourceFailure("source.field-gone", attribute)),
                        place);
            }
            personal |=
                    one.column().equals(plan.key())
                            && (one.field().equals(EventField.PHONE)
                                    || (one.field().equals(EventField.CLIENT_ID)
                                            && idsArePersonal));
        }
        this.bad = new BadRows(columns, plan.key(), !personal);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public SourceReader.Page read(Reading reading) {
        bad.begin();
        read.clear();
        keys.clear();
        return reading.into(this::take);
    }

    private void take(List<@Nullable Object> row) {
        try {
            read.add(event(row));
            keys.add(bad.key(row));
        } catch (Unusable e) {
            bad.add(row, e.place, e.messageKey, e.arguments);
        }
    }

    private Event event(List<@Nullable Object> row) throws Unusable {
        boolean byId = places.containsKey(EventField.CLIENT_ID);
        return new Event(
                kind,
                byId ? needed(row, EventField.CLIENT_ID, ID) : null,
                byId ? null : number(row),
                at(row),
                amount(row),
                id(row),
                attributes(row));
    }

    private @Nullable Object value(List<@Nullable Object> row, String field) {
        return row.get(Objects.requireNonNull(places.get(field)));
    }

    private @Nullable String cell(Field as, @Nullable Object value, int place) throws Unusable {
        Cell cell = cells.readTyped(as, value);
        if (cell.problem() != null) {
            throw new Unusable(place, cell.problem(), cell.arguments());
        }
        return cell.value();
    }

    private String needed(List<@Nullable Object> row, String field, Field as) throws Unusable {
        int place = Objects.requireNonNull(places.get(field));
        String value = cell(as, row.get(place), place);
        if (value == null) {
            throw new Unusable(place, "source.event-incomplete", List.of());
        }
        return value;
    }

    private long number(List<@Nullable Object> row) throws Unusable {
        Object number = value(row, EventField.PHONE);
        return switch (numbers.parse(number == null ? null : BadRows.written(number))) {
            case NumberResult.Accepted accepted -> accepted.msisdn();
            case NumberResult.Refused why ->
                    throw new Unusable(
                            Objects.requireNonNull(places.get(EventField.PHONE)),
                            why.reason().messageKey(),
                            why.arguments());
        };
    }

    private Instant at(List<@Nullable Object> row) throws Unusable {
        Instant at = Instant.parse(needed(row, EventField.AT, MOMENT));
        if (!EventLimits.isTime(at, clock.instant())) {
            throw new Unusable(
                    Objects.requireNonNull(places.get(EventField.AT)),
                    "source.event-time",
                    List.of());
        }
        return at;
    }

    private @Nullable BigDecimal amount(List<@Nullable Object> row) throws Unusable {
        Integer place = places.get(EventField.AMOUNT);
        String amount = place == null ? null : cell(MONEY, row.get(place), place);
        return amount == null ? null : new BigDecimal(amount);
    }

    private String id(List<@Nullable Object> row) throws Unusable {
        String id = needed(row, EventField.ID, ID);
        if (!EventLimits.isId(id)) {
            throw new Unusable(
                    Objects.requireNonNull(places.get(EventField.ID)),
                    "import.cell.text-too-long",
                    List.of(String.valueOf(EventLimits.LONGEST_ID)));
        }
        return id;
    }

    private Map<String, Object> attributes(List<@Nullable Object> row) throws Unusable {
        Map<String, Object> told = new LinkedHashMap<>();
        for (Map.Entry<EventKind.Attribute, Integer> one : attributes.entrySet()) {
            boolean isNumber = one.getKey().type() == EventKind.Type.NUMBER;
            int place = one.getValue();
            String value = cell(isNumber ? NUMBER : TEXT, row.get(place), place);
            if (value != null) {
                if (!isNumber && !EventLimits.isText(value)) {
                    throw new Unusable(
                            place,
                            "import.cell.text-too-long",
                            List.of(String.valueOf(EventLimits.LONGEST_TEXT)));
                }
                told.put(one.getKey().key(), isNumber ? new BigDecimal(value) : value);
            }
        }
        return told;
    }

    @Override
    public Made keep() {
        Events.Told told =
                dry
                        ? events.wouldTell(source.departmentId(), read)
                        : events.tell(source.departmentId(), read);
        Integer byId = places.get(EventField.CLIENT_ID);
        int place = byId == null ? Objects.requireNonNull(places.get(EventField.PHONE)) : byId;
        for (int stranger : told.strangers()) {
            bad.add(keys.get(stranger), place, "source.event-stranger", List.of());
        }
        return new Made(told.added(), told.changed(), told.repeated(), bad.count(), bad.first());
    }

    private static final Field ID = as("external_id", FieldType.TEXT);
    private static final Field MOMENT = as("at", FieldType.MOMENT);
    private static final Field MONEY = as("amount", FieldType.MONEY);
    private static final Field TEXT = as("attribute", FieldType.TEXT);
    private static final Field NUMBER = as("attribute", FieldType.NUMBER);

    /** What an event is told of is read as a client's field of this type is. */
    private static Field as(String key, FieldType type) {
        return new Field(
                key,
                key,
                type,
                key,
                key,
                PersonalData.NONE,
                Set.of(),
                "",
                true,
                false,
                List.of(),
                List.of());
    }

    /** Something in a row can't be used. */
    private static final class Unusable extends Exception {
        private final int place;
        private final String messageKey;
        private final List<String> arguments;

        Unusable(int place, String messageKey, List<String> arguments) {
            super(messageKey, null, false, false);
            this.place = place;
            this.messageKey = messageKey;
            this.arguments = arguments;
        }
    }
}
