package io.soroka.campaigns;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.numbering.Zones;
import io.soroka.policy.SuppressionReason;
import io.soroka.routing.Routes;
import io.soroka.templates.ClientText;
import io.soroka.templates.Template;
import io.soroka.text.Coding;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges an audience and counts, without sending anything. Memory is bounded: the numbers that
 * somebody further on shares are kept in a temporary table. For one use.
 */
final class DryRun implements Judgement.Fate, Judgement.Earlier {
    private static final int CHUNK = 5_000;
    private static final int ZONES_KNOWN = 10_000;

    private final Connection db;
    private final Judgement judgement;
    private final Audience audience;
    private final Routes routes;
    private final Map<Integer, Coding> codings;
    private final ZoneId companyZone;
    private final boolean hasText;
    private final List<Audience.Person> messagesOfChunk = new ArrayList<>();

    final Map<SuppressionReason, Long> suppressed = new EnumMap<>(SuppressionReason.class);
    final Map<Integer, long[]> byConnection = new TreeMap<>();
    final Map<ZoneId, Long> byZone = new HashMap<>();
    final Map<Integer, Long> partsPerPerson = new TreeMap<>();
    final long[] lacking;

    /** Recipients whose message shows zero or nothing where an amount or number belongs. */
    final long[] hollow;

    private final Figure[] figures;
    final Map<Forecast.Kind, Sample> samples = new EnumMap<>(Forecast.Kind.class);
    long found;
    long recipients;
    private final Map<List<@Nullable Object>, ZoneId> zones = new HashMap<>();

    /** A message that is worth showing. */
    record Sample(long personId, String text, int parts) {}

    DryRun(
            Connection db,
            Judgement judgement,
            Audience audience,
            @Nullable ClientText text,
            Routes routes,
            Map<Integer, Coding> codings,
            ZoneId companyZone) {
        this.db = db;
        this.judgement = judgement;
        this.audience = audience;
        this.routes = routes;
        this.codings = codings;
        this.companyZone = companyZone;
        List<Field> fields = text == null ? List.of() : text.fields();
        this.hasText = text != null;
        this.lacking = new long[fields.size()];
        this.hollow = new long[fields.size()];
        this.figures = fields.stream().map(field -> figure(text, field)).toArray(Figure[]::new);
    }

    /** How a variable stands to zero. */
    private enum Figure {
        /** Not an amount or number. */
        NONE,
        /** One whose fallback says something. */
        TOLD,
        /** One whose fallback is zero or empty as well. */
        HOLLOW
    }

    private static Figure figure(@Nullable ClientText text, Field field) {
        FieldType type = field.type();
        if (text == null || (type != FieldType.MONEY && type != FieldType.NUMBER)) {
            return Figure.NONE;
        }
        return text.template().fallbacks(field.key()).stream().anyMatch(DryRun::saysNothing)
                ? Figure.HOLLOW
                : Figure.TOLD;
    }

    /** Whether it is blank or a zero, whatever unit stands beside it. */
    private static boolean saysNothing(CharSequence written) {
        if (Template.isMissing(written)) {
            return true;
        }
        boolean zero = false;
        for (int i = 0; i < written.length(); i++) {
            char character = written.charAt(i);
            if (character >= '1' && character <= '9') {
                return false;
            }
            zero |= character == '0';
        }
        return zero;
    }

    /**
     * Judges everyone.
     *
     * @throws CancellationException when nobody wants to know any more
     */
    void all(BooleanSupplier wanted) throws SQLException {
        try (var statement = db.createStatement()) {
            statement.execute(
                    "create temporary table dry_run_number (msisdn bigint not null primary key)");
        }
        long after = 0;
        List<Audience.Person> people = audience.chunk(db, after, CHUNK);
        while (!people.isEmpty()) {
            if (!wanted.getAsBoolean()) {
                throw new CancellationException();
            }
            judge(people, this);
            remember();
            after = people.getLast().id();
            people = audience.chunk(db, after, CHUNK);
        }
    }

    /**
     * Judges some people of an audience. When an earlier client, who is not among them, has the
     * same number, the later one counts as left out: near enough.
     */
    void some(List<Audience.Person> people) throws SQLException {
        judge(people, this::ofEarlierClients);
    }

    private Set<Long> ofEarlierClients(List<Audience.Person> people) throws SQLException {
        var here = new HashSet<Long>();
        people.forEach(person -> here.add(person.id()));
        var numbers = new HashSet<Long>();
        try (var statement =
                db.prepareStatement(
                        "select msisdn, min(id) from client where msisdn = any(?) group by msisdn")) {
            statement.setArray(1, Audience.numbers(db, people));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    if (!here.contains(row.getLong(2))) {
                        numbers.add(row.getLong(1));
                    }
                }
            }
        }
        return numbers;
    }

    private void judge(List<Audience.Person> people, Judgement.Earlier earlier)
            throws SQLException {
        messagesOfChunk.clear();
        found += judgement.judge(db, people, routes, codings, earlier, Integer.MAX_VALUE, this);
    }

    @Override
    public void message(Audience.Person person, CharSequence text, int parts, int connectionId) {
        recipients++;
        messagesOfChunk.add(person);
        long[] sums = byConnection.computeIfAbsent(connectionId, ignored -> new long[2]);
        sums[0]++;
        sums[1] += parts;
        byZone.merge(zone(person), 1L, Long::sum);
        if (hasText) {
            partsPerPerson.merge(parts, 1L, Long::sum);
            boolean incomplete = countLacking(person);
            countHollow(person);
            sample(person, text, parts, incomplete);
        }
    }

    @Override
    public void suppressed(Audience.Person person, SuppressionReason reason) {
        suppressed.merge(reason, 1L, Long::sum);
        if (reason == SuppressionReason.NO_VALUE) {
            boolean ignored = countLacking(person);
        }
    }

    private boolean countLacking(Audience.Person person) {
        boolean any = false;
        for (int i = 0; i < lacking.length; i++) {
            if (Template.isMissing(person.values()[i])) {
                lacking[i]++;
                any = true;
            }
        }
        return any;
    }

    private void countHollow(Audience.Person person) {
        for (int i = 0; i < hollow.length; i++) {
            if (figures[i] == Figure.NONE) {
                continue;
            }
            CharSequence value = person.values()[i];
            if (Template.isMissing(value)
                    ? figures[i] == Figure.HOLLOW
                    : saysNothing(Objects.requireNonNull(value))) {
                hollow[i]++;
            }
        }
    }

    private void sample(Audience.Person person, CharSequence text, int parts, boolean incomplete) {
        Sample shortest = samples.get(Forecast.Kind.SHORTEST);
        if (shortest == null || text.length() < shortest.text().length()) {
            samples.put(Forecast.Kind.SHORTEST, new Sample(person.id(), text.toString(), parts));
        }
        Sample longest = samples.get(Forecast.Kind.LONGEST);
        if (longest == null
                || parts > longest.parts()
                || (parts == longest.parts() && text.length() > longest.text().length())) {
            samples.put(Forecast.Kind.LONGEST, new Sample(person.id(), text.toString(), parts));
        }
        if (incomplete && !samples.containsKey(Forecast.Kind.INCOMPLETE)) {
            samples.put(Forecast.Kind.INCOMPLETE, new Sample(person.id(), text.toString(), parts));
        }
    }

    private ZoneId zone(Audience.Person person) {
        long prefix = person.msisdn();
        while (prefix > 999) {
            prefix /= 10;
        }
        if (zones.size() > ZONES_KNOWN) {
            zones.clear();
        }
        return zones.computeIfAbsent(
                Arrays.asList(person.timeZone(), person.region(), prefix),
                ignored ->
                        Zones.find(person.timeZone(), person.region(), person.msisdn())
                                .orElse(companyZone));
    }

    /** Numbers that get a message already and that a later client has too. */
    private void remember() throws SQLException {
        if (messagesOfChunk.isEmpty()) {
            return;
        }
        try (var statement =
                db.prepareStatement(
                        """
                        insert into dry_run_number
                        select u.msisdn from unnest(?, ?) u(id, msisdn)
                         where exists (select from client d where d.msisdn = u.msisdn and d.id > u.id)
                            on conflict do nothing
                        """)) {
            statement.setArray(
                    1,
                    db.createArrayOf(
                            "bigint", messagesOfChunk.stream().map(Audience.Person::id).toArray()));
            statement.setArray(
                    2,
                    db.createArrayOf(
                            "bigint",
                            messagesOfChunk.stream().map(Audience.Person::msisdn).toArray()));
            statement.executeUpdate();
        }
    }

    @Override
    public Set<Long> among(List<Audience.Person> people) throws SQLException {
        var numbers = new HashSet<Long>();
        try (var statement =
                db.prepareStatement("select msisdn from dry_run_number where msisdn = any(?)")) {
            statement.setArray(1, Audience.numbers(db, people));
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    numbers.add(row.getLong(1));
                }
            }
        }
        return numbers;
    }
}
