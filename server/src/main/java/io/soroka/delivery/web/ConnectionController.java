package io.soroka.delivery.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.delivery.ConnectionHealth;
import io.soroka.delivery.ConnectionHealths;
import io.soroka.delivery.Delivery;
import io.soroka.delivery.Opening;
import io.soroka.delivery.TestMessages;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import io.soroka.platform.Database;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import io.soroka.providers.Connection;
import io.soroka.providers.ConnectionSettings;
import io.soroka.providers.Connections;
import io.soroka.providers.ConnectorOption;
import io.soroka.providers.Flow;
import io.soroka.providers.InvalidConnection;
import io.soroka.providers.Limits;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Connections to operators, for administrators. In practice mode they see those for practice; these
 * look after themselves and are not changed by hand.
 */
@RestController
@RequestMapping("/api/v1/connections")
class ConnectionController {
    private static final Set<String> OWN_FIELDS =
            Set.of(
                    "name",
                    "kind",
                    "priority",
                    "ratePerSecond",
                    "perDay",
                    "perMonth",
                    "opensAt",
                    "closesAt",
                    "unitPrice",
                    "prefixes",
                    "fallbacks",
                    ConnectorOption.SECRET);

    private final Connections connections;
    private final Delivery delivery;
    private final ConnectionHealths healths;
    private final TestMessages tests;
    private final Numbers numbers;
    private final CurrentUser user;
    private final Audit audit;
    private final Database database;

    ConnectionController(
            Connections connections,
            Delivery delivery,
            ConnectionHealths healths,
            TestMessages tests,
            Numbers numbers,
            CurrentUser user,
            Audit audit,
            Database database) {
        this.connections = connections;
        this.delivery = delivery;
        this.healths = healths;
        this.tests = tests;
        this.numbers = numbers;
        this.user = user;
        this.audit = audit;
        this.database = database;
    }

    record WantedConnection(
            @Nullable String name,
            @Nullable String kind,
            @Nullable Integer priority,
            @Nullable Integer ratePerSecond,
            @Nullable Integer perDay,
            @Nullable Integer perMonth,
            @Nullable String opensAt,
            @Nullable String closesAt,
            @Nullable BigDecimal unitPrice,
            @Nullable List<String> prefixes,
            @Nullable List<String> fallbacks,
            @Nullable Map<String, String> options,
            @Nullable String secret) {
        @Override
        public String toString() {
            return "WantedConnection";
        }
    }

    record HealthView(
            @OneOf(ConnectionHealth.State.class) String state,
            int sessions,
            int sessionsWanted,
            @Nullable String lastError,
            @Nullable Instant lastErrorAt,
            @OneOf(Opening.State.class) String opening,
            @Nullable Instant opensNextAt,
            @Nullable Long partsToday,
            @Nullable Long partsThisMonth,
            double weight,
            long queued,
            long submittedLastHour,
            @Nullable Double deliveredShare,
            @Nullable Double failedShare,
            @Nullable Double receiptDelaySeconds) {}

    record ConnectionView(
            String id,
            String name,
            String kind,
            boolean enabled,
            boolean practice,
            int priority,
            @OneOf(Flow.class) String flow,
            int ratePerSecond,
            int perDay,
            int perMonth,
            @Nullable String opensAt,
            @Nullable String closesAt,
            BigDecimal unitPrice,
            List<String> prefixes,
            List<String> fallbacks,
            Map<String, String> options,
            boolean hasSecret,
            HealthView health) {}

    /**
     * All of them.
     *
     * @param halted whether none of them sends, because the database runs out of room
     */
    record ConnectionList(List<ConnectionView> items, boolean halted) {}

    record Trial(@Nullable String phone, @Nullable String text) {
        @Override
        public String toString() {
            return "Trial";
        }
    }

    record TrialView(String id) {}

    @GetMapping
    ConnectionList list() {
        user.require();
        Map<Integer, ConnectionHealth> health = healths.all();
        return new ConnectionList(
                connections.all().stream()
                        .filter(one -> !user.practice() || one.practice())
                        .map(one -> view(one, Objects.requireNonNull(health.get(one.id()))))
                        .toList(),
                database.isShortOfRoom());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ConnectionView create(@RequestBody WantedConnection wanted) {
        user.require();
        refuseInPractice();
        Connection made = usable(() -> connections.create(wanted(wanted)));
        audit.record("connection.created", "connection:" + made.id(), Map.of());
        delivery.reload();
        return view(made);
    }

    @PutMapping("/{id}")
    ConnectionView change(@PathVariable int id, @RequestBody WantedConnection wanted) {
        user.require();
        Connection known = changeable(id);
        Connection changed = usable(() -> connections.change(known, wanted(wanted)));
        audit.record("connection.changed", "connection:" + id, Map.of());
        delivery.reload();
        return view(changed);
    }

    @PostMapping("/{id}/enable")
    ConnectionView enable(@PathVariable int id) {
        return turn(id, true);
    }

    /** What waits for it waits until it is switched on again. */
    @PostMapping("/{id}/disable")
    ConnectionView disable(@PathVariable int id) {
        return turn(id, false);
    }

    private ConnectionView turn(int id, boolean on) {
        user.require();
        changeable(id);
        connections.enable(id, on);
        audit.record(
                on ? "connection.enabled" : "connection.disabled", "connection:" + id, Map.of());
        delivery.reload();
        return view(find(id));
    }

    record WantedFlow(@Nullable @OneOf(Flow.class) String flow) {}

    /** Pauses it, has it send what waits and take nothing new, or lets it send again. */
    @PostMapping("/{id}/flow")
    ConnectionView flow(@PathVariable int id, @RequestBody WantedFlow wanted) {
        user.require();
        changeable(id);
        Flow flow =
                Arrays.stream(Flow.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(wanted.flow()))
                        .findFirst()
                        .orElseThrow(() ->
                                new ProblemException(422, "connection-flow-unknown").at("/flow"));
        connections.flow(id, flow);
        audit.record(
                "connection.flow-changed",
                "connection:" + id,
                Map.of("flow", flow.name().toLowerCase(Locale.ROOT)));
        delivery.reload();
        return view(find(id));
    }

    /** Only one that never carried a message can be deleted. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable int id) {
        user.require();
        connections.delete(changeable(id));
        audit.record("connection.deleted", "connection:" + id, Map.of());
        delivery.reload();
    }

    /** Sends one message through this very connection. */
    @PostMapping("/{id}/test")
    TrialView test(@PathVariable int id, @RequestBody Trial trial) {
        user.require();
        Connection connection = find(id);
        if (connection.practice() != user.practice()) {
            throw new ProblemException(409, "connection-practice", connection.name());
        }
        ConnectionSettings settings =
                connections.enabled(user.practice()).stream()
                        .filter(one -> one.id() == id)
                        .findFirst()
                        .orElseThrow(() ->
                                new ProblemException(409, "connection-off", connection.name()));
        long message =
                tests.send(
                        new TestMessages.Wanted(
                                user.id(),
                                user.departmentId(),
                                number(trial.phone()),
                                Objects.requireNonNullElse(trial.text(), ""),
                                null),
                        settings);
        audit.record("connection.tested", "connection:" + id, Map.of());
        return new TrialView(Long.toString(message));
    }

    private long number(@Nullable String phone) {
        return switch (numbers.parse(phone)) {
            case NumberResult.Accepted accepted -> accepted.msisdn();
            case NumberResult.Refused refused ->
                    throw new ProblemException(
                                    422,
                                    "phone-unusable",
                                    Messages.text(
                                            LocaleContextHolder.getLocale(),
                                            refused.reason().messageKey(),
                                            refused.arguments().toArray()))
                            .at("/phone");
        };
    }

    private void refuseInPractice() {
        if (user.practice()) {
            throw new ProblemException(409, "connections-in-practice");
        }
    }

    private Connection changeable(int id) {
        Connection connection = find(id);
        refuseInPractice();
        if (connection.practice()) {
            throw new ProblemException(409, "connection-practice", connection.name());
        }
        return connection;
    }

    private Connection find(int id) {
        return connections.find(id).orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private static Connection usable(Supplier<Connection> storing) {
        try {
            return storing.get();
        } catch (InvalidConnection e) {
            throw new ProblemException(
                            422,
                            "connection-invalid",
                            Messages.text(
                                    LocaleContextHolder.getLocale(),
                                    e.messageKey(),
                                    e.arguments().toArray()))
                    .at((OWN_FIELDS.contains(e.field()) ? "/" : "/options/") + e.field());
        }
    }

    private static Connection.Wanted wanted(WantedConnection wanted) {
        return new Connection.Wanted(
                Objects.requireNonNullElse(wanted.name(), ""),
                Objects.requireNonNullElse(wanted.kind(), ""),
                Objects.requireNonNullElse(wanted.priority(), 0),
                new Limits(
                        Objects.requireNonNullElse(wanted.ratePerSecond(), 0),
                        Objects.requireNonNullElse(wanted.perDay(), 0),
                        Objects.requireNonNullElse(wanted.perMonth(), 0),
                        time("opensAt", wanted.opensAt()),
                        time("closesAt", wanted.closesAt())),
                Objects.requireNonNullElse(wanted.unitPrice(), BigDecimal.ZERO),
                Objects.requireNonNullElse(wanted.prefixes(), List.of()),
                fallbacks(wanted),
                Objects.requireNonNullElse(wanted.options(), Map.of()),
                wanted.secret());
    }

    private static @Nullable LocalTime time(String field, @Nullable String written) {
        try {
            return written == null || written.isBlank() ? null : LocalTime.parse(written.strip());
        } catch (DateTimeParseException e) {
            throw new InvalidConnection(field, "connection.hours-unusable");
        }
    }

    private static List<Integer> fallbacks(WantedConnection wanted) {
        try {
            return Objects.requireNonNullElse(wanted.fallbacks(), List.<String>of()).stream()
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new InvalidConnection("fallbacks", "connection.fallbacks-unusable", "10");
        }
    }

    private static @Nullable String written(@Nullable LocalTime time) {
        return time == null ? null : time.toString();
    }

    private ConnectionView view(Connection connection) {
        return view(connection, Objects.requireNonNull(healths.all().get(connection.id())));
    }

    private static ConnectionView view(Connection connection, ConnectionHealth health) {
        Locale language = LocaleContextHolder.getLocale();
        String error = health.lastError();
        // Nobody counts while it is off.
        boolean counts = health.state() != ConnectionHealth.State.OFF;
        return new ConnectionView(
                Integer.toString(connection.id()),
                connection.name(),
                connection.kind(),
                connection.enabled(),
                connection.practice(),
                connection.priority(),
                connection.flow().name().toLowerCase(Locale.ROOT),
                connection.limits().perSecond(),
                connection.limits().perDay(),
                connection.limits().perMonth(),
                written(connection.limits().opensAt()),
                written(connection.limits().closesAt()),
                connection.unitPrice().stripTrailingZeros(),
                connection.prefixes(),
                connection.fallbacks().stream().map(String::valueOf).toList(),
                connection.options(),
                connection.hasSecret(),
                new HealthView(
                        health.state().name().toLowerCase(Locale.ROOT),
                        health.sessions(),
                        health.sessionsWanted(),
                        error == null ? null : LinkErrors.text(error, language),
                        health.lastErrorAt(),
                        health.opening().state().name().toLowerCase(Locale.ROOT),
                        health.opening().opensNextAt(),
                        counts ? Long.valueOf(health.opening().partsToday()) : null,
                        counts ? Long.valueOf(health.opening().partsThisMonth()) : null,
                        health.weight(),
                        health.queued(),
                        health.submittedLastHour(),
                        health.deliveredShare(),
                        health.failedShare(),
                        health.receiptDelaySeconds()));
    }
}
