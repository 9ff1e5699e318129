package io.soroka.providers;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every connection must keep to, whatever its protocol. */
final class ConnectionChecks {
    private static final int LONGEST_NAME = 60;
    private static final int MOST_FALLBACKS = 10;
    private static final int MOST_PREFIXES = 1_000;
    private static final int GREATEST_PRIORITY = 1_000;
    private static final int GREATEST_RATE = 100_000;
    private static final int GREATEST_AMOUNT = 1_000_000_000;
    private static final int MOST_DECIMALS = 4;
    private static final BigDecimal GREATEST_PRICE = new BigDecimal("999999.9999");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,15}");

    private ConnectionChecks() {}

    static void check(Connection.Wanted wanted, Connector connector, String keptSecret) {
        String name = wanted.name().strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidConnection(
                    "name", "connection.name-unusable", String.valueOf(LONGEST_NAME));
        }
        within("priority", wanted.priority(), GREATEST_PRIORITY);
        limits(wanted.limits());
        BigDecimal price = wanted.unitPrice();
        if (price.signum() < 0
                || price.compareTo(GREATEST_PRICE) > 0
                || price.stripTrailingZeros().scale() > MOST_DECIMALS) {
            throw new InvalidConnection(
                    "unitPrice",
                    "connection.price-unusable",
                    GREATEST_PRICE.toPlainString(),
                    String.valueOf(MOST_DECIMALS));
        }
        if (wanted.prefixes().size() > MOST_PREFIXES
                || !wanted.prefixes().stream().allMatch(one -> PREFIX.matcher(one).matches())) {
            throw new InvalidConnection(
                    "prefixes", "connection.prefix-unusable", String.valueOf(MOST_PREFIXES));
        }
        String secret = Objects.requireNonNullElse(wanted.secret(), keptSecret);
        options(wanted, connector, secret);
        connector.check(
                new ConnectionSettings(
                        0,
                        name,
                        wanted.kind(),
                        wanted.limits(),
                        wanted.prefixes(),
                        wanted.fallbacks(),
                        wanted.options(),
                        secret));
    }

    /** Each may stand in once: they are tried in turn. */
    static void fallbacks(List<Integer> fallbacks, List<Integer> usable) {
        if (fallbacks.size() > MOST_FALLBACKS
                || !usable.containsAll(fallbacks)
                || fallbacks.stream().distinct().count() < fallbacks.size()) {
            throw new InvalidConnection(
                    "fallbacks", "connection.fallbacks-unusable", String.valueOf(MOST_FALLBACKS));
        }
    }

    private static void limits(Limits limits) {
        within("ratePerSecond", limits.perSecond(), GREATEST_RATE);
        within("perDay", limits.perDay(), GREATEST_AMOUNT);
        within("perMonth", limits.perMonth(), GREATEST_AMOUNT);
        wholeMinute("opensAt", limits.opensAt());
        wholeMinute("closesAt", limits.closesAt());
        if (limits.opensAt() == null && limits.closesAt() != null) {
            throw new InvalidConnection("opensAt", "connection.hours-unusable");
        }
        if (limits.opensAt() != null
                && (limits.closesAt() == null || limits.closesAt().equals(limits.opensAt()))) {
            throw new InvalidConnection("closesAt", "connection.hours-unusable");
        }
    }

    private static void wholeMinute(String field, @Nullable LocalTime time) {
        if (time != null && !time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
            throw new InvalidConnection(field, "connection.hours-unusable");
        }
    }

    private static void within(String field, int value, int greatest) {
        if (value < 0 || value > greatest) {
            throw new InvalidConnection(
                    field, "connection.number-unusable", "0", String.valueOf(greatest));
        }
    }

    private static void options(Connection.Wanted wanted, Connector connector, String secret) {
        Map<String, ConnectorOption> known =
                connector.options().stream()
                        .collect(Collectors.toMap(ConnectorOption::key, Function.identity()));
        wanted.options()
                .forEach((key, value) -> {
                    ConnectorOption option = known.get(key);
                    // The secret among the options would be stored as it is.
                    if (option == null || option.type() == ConnectorOption.Type.SECRET) {
                        throw new InvalidConnection(key, "connection.no-such-option");
                    }
                    if (!value.isBlank()) {
                        option.check(value);
                    }
                });
        for (ConnectorOption option : connector.options()) {
            String given =
                    option.type() == ConnectorOption.Type.SECRET
                            ? secret
                            : wanted.options().getOrDefault(option.key(), "");
            if (option.required() && given.isBlank()) {
                throw new InvalidConnection(option.key(), "connection.missing");
            }
            if (option.type() == ConnectorOption.Type.SECRET) {
                option.check(secret);
            }
        }
    }
}
