package io.soroka.campaigns;

import io.soroka.contacts.Field;
import io.soroka.delivery.Delivery;
import io.soroka.platform.Database;
import io.soroka.platform.Settings;
import io.soroka.policy.MessageClass;
import io.soroka.policy.Policies;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import io.soroka.routing.Routes;
import io.soroka.segments.Segments;
import io.soroka.templates.ClientText;
import io.soroka.templates.ClientTexts;
import io.soroka.templates.Template;
import io.soroka.templates.TemplateException;
import io.soroka.text.Breaks;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Computes one forecast, exactly or from a sample. */
@Component
class ForecastRun {
    private static final int SAMPLE = 1_500;

    /** Rows of the table that the sample is drawn from. */
    private static final int SAMPLED_ROWS = 8_000;

    /** What a connection without a limit of ours is taken to do, parts a second. */
    private static final double UNLIMITED_RATE = 5_000;

    private static final JsonMapper ORDERED =
            JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private final Database database;
    private final DataSource pool;
    private final JdbcClient sql;
    private final Audiences audiences;
    private final Policies policies;
    private final Connections connections;
    private final Segments segments;
    private final ClientTexts texts;
    private final People people;
    private final Delivery delivery;
    private final RunWatch watch;
    private final Runs runs;
    private final CampaignSettings settings;
    private final Settings company;

    ForecastRun(
            Database database,
            DataSource pool,
            JdbcClient sql,
            Audiences audiences,
            Policies policies,
            Connections connections,
            Segments segments,
            ClientTexts texts,
            People people,
            Delivery delivery,
            RunWatch watch,
            Runs runs,
            CampaignSettings settings,
            Settings company) {
        this.database = database;
        this.pool = pool;
        this.sql = sql;
        this.audiences = audiences;
        this.policies = policies;
        this.connections = connections;
        this.segments = segments;
        this.texts = texts;
        this.people = people;
        this.delivery = delivery;
        this.watch = watch;
        this.runs = runs;
        this.settings = settings;
        this.company = company;
    }

    /**
     * The question with its segment resolved.
     *
     * @throws CampaignRefused when segment or run are not the department's
     */
    Question question(
            long departmentId,
            Whom whom,
            @Nullable String text,
            MessageClass messageClass,
            @Nullable String sender) {
        Whom resolved = audiences.resolve(departmentId, whom);
        return new Question(
                departmentId,
                resolved instanceof Whom.Criteria(String criteria)
                        ? new Whom.Criteria(canonical(criteria))
                        : resolved,
                text == null || text.isBlank() ? null : text,
                audiences.variables(departmentId, resolved, false),
                messageClass,
                sender == null || sender.isBlank() ? null : sender);
    }

    /** One spelling for all that mean the same: the database orders keys anew. */
    private static String canonical(String criteria) {
        return ORDERED.writeValueAsString(ORDERED.readValue(criteria, Object.class));
    }

    /** Rubles a part by connection. */
    Map<Integer, BigDecimal> prices() {
        var prices = new HashMap<Integer, BigDecimal>();
        sql.sql("select id, coalesce(unit_price, 0) from connection")
                .query(row -> {
                    prices.put(row.getInt(1), row.getBigDecimal(2));
                });
        return prices;
    }

    /** Judges everyone, on a database session of its own. */
    Forecast exact(Question question, BooleanSupplier wanted) throws SQLException {
        List<ConnectionSettings> enabled = connections.enabledFor(question.departmentId());
        ClientText text = text(question);
        try (Connection db = database.dedicated("forecast")) {
            DryRun run = dryRun(db, question, text, audience(question, text), enabled);
            run.all(wanted);
            return forecast(text, run, enabled, true, run.found);
        }
    }

    /**
     * Judges a sample, the same one each time. Of an earlier run's people the counters tell how
     * many there are, and nothing more is known before they are looked up.
     */
    Forecast estimate(Question question) {
        List<ConnectionSettings> enabled = connections.enabledFor(question.departmentId());
        ClientText text = text(question);
        double percent = percent();
        long found = question.whom() instanceof Whom.EarlierRun run ? found(run) : 0;
        DryRun judged;
        Connection db = DataSourceUtils.getConnection(pool);
        try {
            if (question.whom() instanceof Whom.Criteria(String criteria)) {
                var condition = segments.where(question.departmentId(), criteria, segments.today());
                var audience =
                        new Audience(
                                question.departmentId(),
                                new Audience.Source.Sampled(condition, percent),
                                fields(text),
                                question.selected(),
                                true,
                                company.timeZone());
                judged = dryRun(db, question, text, audience, enabled);
                // Enough to see how many of the sampled rows are meant, and to judge some of them.
                List<Audience.Person> sample = audience.chunk(db, 0, SAMPLED_ROWS * 2);
                judged.some(sample.subList(0, Math.min(SAMPLE, sample.size())));
                found = Math.round(sample.size() * 100 / percent);
            } else {
                judged = dryRun(db, question, text, audience(question, text), enabled);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("A sample can't be judged", e);
        } finally {
            DataSourceUtils.releaseConnection(db, pool);
        }
        // Only now: what follows borrows a connection of its own, and who holds one while waiting
        // for another can wait for ever.
        return forecast(text, judged, enabled, false, found);
    }

    private double percent() {
        double rows =
                sql.sql("select reltuples from pg_class where oid = 'client'::regclass")
                        .query(Double.class)
                        .single();
        return rows <= SAMPLED_ROWS ? 100 : 100.0 * SAMPLED_ROWS / rows;
    }

    /** How many people of an earlier run are meant, by its counters. */
    private long found(Whom.EarlierRun earlier) {
        RunProgress progress = watch.progress(runs.find(earlier.runId()).orElseThrow());
        return earlier.states().stream().mapToLong(progress::count).sum();
    }

    private Audience audience(Question question, @Nullable ClientText text) {
        return new Audience(
                question.departmentId(),
                audiences.source(question.departmentId(), question.whom(), segments.today()),
                fields(text),
                question.selected(),
                true,
                company.timeZone());
    }

    private DryRun dryRun(
            Connection db,
            Question question,
            @Nullable ClientText text,
            Audience audience,
            List<ConnectionSettings> enabled) {
        return new DryRun(
                db,
                new Judgement(
                        policies, question.messageClass(), template(text), settings.maxParts()),
                audience,
                text,
                new Routes(enabled),
                connections.codings(enabled),
                company.timeZone());
    }

    private static List<Field> fields(@Nullable ClientText text) {
        return text == null ? List.of() : text.fields();
    }

    private static @Nullable Template template(@Nullable ClientText text) {
        return text == null ? null : text.template();
    }

    private @Nullable ClientText text(Question question) {
        String text = question.text();
        if (text == null) {
            return null;
        }
        try {
            return texts.compile(text, question.selected());
        } catch (TemplateException e) {
            // What is wrong with a text is told where it is written; people are counted without it.
            return null;
        }
    }

    private Forecast forecast(
            @Nullable ClientText text,
            DryRun run,
            List<ConnectionSettings> enabled,
            boolean exact,
            long found) {
        var scale = new Scale(exact || run.found == 0 ? 1 : (double) found / run.found);
        List<RunProgress.Suppressed> suppressed =
                run.suppressed.entrySet().stream()
                        .map(one ->
                                new RunProgress.Suppressed(one.getKey(), scale.of(one.getValue())))
                        .sorted(Comparator.comparingLong(RunProgress.Suppressed::count).reversed())
                        .toList();
        long recipients =
                run.found == 0
                        ? exact ? 0 : found
                        : found
                                - suppressed.stream()
                                        .mapToLong(RunProgress.Suppressed::count)
                                        .sum();
        List<Forecast.Connection> byConnection = byConnection(run, enabled, scale);
        return new Forecast(
                exact,
                exact ? 1 : found == 0 ? 0 : Math.min(1, (double) run.found / found),
                found,
                suppressed,
                recipients,
                text == null
                        ? null
                        : byConnection.stream().mapToLong(Forecast.Connection::parts).sum(),
                run.partsPerPerson.entrySet().stream()
                        .map(one -> new Forecast.Parts(one.getKey(), scale.of(one.getValue())))
                        .toList(),
                text == null
                        ? null
                        : byConnection.stream()
                                .map(Forecast.Connection::sum)
                                .reduce(BigDecimal.ZERO, BigDecimal::add),
                byConnection,
                run.byZone.entrySet().stream()
                        .map(one -> new Forecast.Zone(one.getKey(), scale.of(one.getValue())))
                        .sorted(
                                Comparator.comparingLong(Forecast.Zone::people)
                                        .reversed()
                                        .thenComparing(one -> one.zone().getId()))
                        .toList(),
                lacking(text, run, scale),
                hollow(text, run, scale),
                examples(run),
                seconds(byConnection, enabled));
    }

    private record Scale(double factor) {
        long of(long sampled) {
            return Math.round(sampled * factor);
        }
    }

    private List<Forecast.Connection> byConnection(
            DryRun run, List<ConnectionSettings> enabled, Scale scale) {
        Map<Integer, BigDecimal> prices = prices();
        var all = new ArrayList<Forecast.Connection>();
        for (ConnectionSettings connection : enabled) {
            long[] sums = run.byConnection.get(connection.id());
            if (sums != null) {
                BigDecimal price =
                        Objects.requireNonNullElse(prices.get(connection.id()), BigDecimal.ZERO);
                long parts = scale.of(sums[1]);
                all.add(
                        new Forecast.Connection(
                                connection.id(),
                                connection.name(),
                                scale.of(sums[0]),
                                parts,
                                price,
                                price.multiply(BigDecimal.valueOf(parts)),
                                delivery.sessions(connection.id()) > 0));
            }
        }
        return all;
    }

    private static List<Forecast.Lacking> lacking(
            @Nullable ClientText text, DryRun run, Scale scale) {
        var lacking = new ArrayList<Forecast.Lacking>();
        for (int i = 0; text != null && i < run.lacking.length; i++) {
            if (run.lacking[i] > 0) {
                Field field = text.fields().get(i);
                boolean blocking = text.fieldsWithoutFallback().contains(field);
                lacking.add(new Forecast.Lacking(field, scale.of(run.lacking[i]), blocking));
            }
        }
        return lacking;
    }

    private static List<Forecast.Hollow> hollow(
            @Nullable ClientText text, DryRun run, Scale scale) {
        var hollow = new ArrayList<Forecast.Hollow>();
        for (int i = 0; text != null && i < run.hollow.length; i++) {
            if (run.hollow[i] > 0) {
                hollow.add(new Forecast.Hollow(text.fields().get(i), scale.of(run.hollow[i])));
            }
        }
        return hollow;
    }

    private List<Forecast.Example> examples(DryRun run) {
        Map<Long, Person> persons =
                people.of(run.samples.values().stream().map(DryRun.Sample::personId).toList());
        var examples = new ArrayList<Forecast.Example>();
        run.samples.forEach((kind, sample) -> {
            Person person = persons.get(sample.personId());
            if (person != null) {
                examples.add(
                        new Forecast.Example(
                                kind,
                                person,
                                sample.text(),
                                sample.parts(),
                                Breaks.of(sample.text())));
            }
        });
        return examples;
    }

    /** Connections work side by side: the slowest one counts. */
    private static long seconds(
            List<Forecast.Connection> byConnection, List<ConnectionSettings> enabled) {
        double longest = 0;
        for (Forecast.Connection one : byConnection) {
            int rate =
                    enabled.stream()
                            .filter(connection -> connection.id() == one.id())
                            .mapToInt(connection -> connection.limits().perSecond())
                            .findFirst()
                            .orElse(0);
            // Without a text each person stands for a part.
            double parts = Math.max(one.parts(), one.people());
            longest = Math.max(longest, parts / (rate == 0 ? UNLIMITED_RATE : rate));
        }
        return (long) Math.ceil(longest);
    }
}
