package io.soroka.campaigns;

import io.soroka.campaigns.Campaign.Step;
import io.soroka.campaigns.Check.Item;
import io.soroka.campaigns.Check.Level;
import io.soroka.platform.Messages;
import io.soroka.policy.SuppressionReason;
import io.soroka.segments.CriteriaRefused;
import io.soroka.templates.ClientTexts;
import io.soroka.templates.TemplateException;
import io.soroka.text.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks a campaign over before it is launched. */
@Component
class Checks {
    /** The code of the warning that some would get it at night. */
    static final String NIGHT = "night";

    private static final int MANY_PARTS = 3;

    /** From this hour of theirs on, and before the other, people want to be written to. */
    private static final int MORNING = 9;

    private static final int EVENING = 21;

    private final Forecasts forecasts;
    private final ForecastRun questions;
    private final Audiences audiences;
    private final ClientTexts texts;
    private final Clock clock;
    private final CampaignSettings settings;

    Checks(
            Forecasts forecasts,
            ForecastRun questions,
            Audiences audiences,
            ClientTexts texts,
            Clock clock,
            CampaignSettings settings) {
        this.forecasts = forecasts;
        this.questions = questions;
        this.audiences = audiences;
        this.texts = texts;
        this.clock = clock;
        this.settings = settings;
    }

    /** With what is known of the forecast now. */
    Check now(Campaign campaign, long userId, Locale language) {
        return check(campaign, language, question -> forecasts.now(userId, question));
    }

    /** With the exact forecast. */
    Check exact(Campaign campaign, Duration patience, Locale language) {
        return check(campaign, language, question -> forecasts.exact(question, patience));
    }

    private Check check(
            Campaign campaign, Locale language, Function<Question, Forecast> forecasting) {
        var list = new Items(language);
        Whom whom = campaign.whom();
        Forecast forecast = null;
        if (whom == null) {
            list.add("no-audience", Level.BLOCK, Step.WHO);
        } else {
            try {
                forecast =
                        forecasting.apply(
                                questions.question(
                                        campaign.departmentId(),
                                        whom,
                                        campaign.text().isBlank() ? null : campaign.text(),
                                        campaign.messageClass(),
                                        campaign.sender()));
            } catch (CriteriaRefused e) {
                String words = Messages.text(language, e.messageKey(), e.arguments().toArray());
                list.add("bad-criteria", Level.BLOCK, Step.WHO, words);
            } catch (CampaignRefused e) {
                if (e.reason().status() >= 500) {
                    throw e;
                }
                list.add("audience-gone", Level.BLOCK, Step.WHO);
            }
        }
        if (forecast != null) {
            people(list, campaign, forecast);
        }
        text(list, campaign, forecast);
        if (campaign.name().isBlank()) {
            list.add("no-name", Level.BLOCK, Step.CHECK);
        }
        Instant startAt = campaign.startAt();
        if (startAt != null && !startAt.isAfter(clock.instant())) {
            list.add("past", Level.BLOCK, Step.WHEN);
        }
        if (forecast != null) {
            connections(list, forecast);
        }
        return times(campaign, forecast, list);
    }

    private Check times(Campaign campaign, @Nullable Forecast forecast, Items list) {
        boolean blocked = list.items.stream().anyMatch(item -> item.level() == Level.BLOCK);
        if (forecast == null || blocked) {
            return new Check(forecast, list.items, null, null);
        }
        Instant earliest = clock.instant().plus(settings.hold());
        Instant wanted = campaign.startAt();
        Instant start = wanted == null || wanted.isBefore(earliest) ? earliest : wanted;
        Integer perMinute = campaign.perMinute();
        long seconds =
                perMinute == null
                        ? forecast.seconds()
                        : Math.max(
                                forecast.seconds(),
                                Math.ceilDiv(forecast.recipients() * 60, (long) perMinute));
        Instant finish = start.plusSeconds(seconds);
        // Whoever is in danger, or waits for a code, wants it at any hour.
        if (campaign.messageClass().respectsOptOut()) {
            night(list, forecast, start, finish);
        }
        return new Check(forecast, list.items, start, finish);
    }

    private static void night(Items list, Forecast forecast, Instant start, Instant finish) {
        long people =
                forecast.byZone().stream()
                        .filter(one -> reachesNight(start, finish, one.zone()))
                        .mapToLong(Forecast.Zone::people)
                        .sum();
        if (people > 0) {
            list.add(NIGHT, Level.WARN, Step.WHEN, list.people(people), MORNING, EVENING);
        }
    }

    /** Whether any of a span lies outside the hours at which people want to be written to. */
    static boolean reachesNight(Instant start, Instant finish, ZoneId zone) {
        ZonedDateTime from = start.atZone(zone);
        ZonedDateTime evening = from.toLocalDate().atTime(EVENING, 0).atZone(zone);
        return from.getHour() < MORNING
                || from.getHour() >= EVENING
                || finish.atZone(zone).isAfter(evening);
    }

    private static void people(Items list, Campaign campaign, Forecast forecast) {
        if (forecast.found() == 0) {
            list.add("nobody", Level.BLOCK, Step.WHO);
        } else if (forecast.recipients() == 0) {
            list.add("nobody-left", Level.BLOCK, Step.WHO, list.people(forecast.found()));
        } else {
            list.add("audience", Level.OK, Step.WHO, list.people(forecast.recipients()));
        }
        if (campaign.messageClass().needsConsent()) {
            long without = forecast.suppressedBy(SuppressionReason.NO_CONSENT);
            if (without > 0) {
                // They are left out by rule, so there is nothing to be decided.
                list.add("no-consent", Level.OK, Step.WHO, list.people(without));
            } else {
                list.add("consent", Level.OK, Step.WHO);
            }
        }
    }

    private void text(Items list, Campaign campaign, @Nullable Forecast forecast) {
        if (campaign.text().isBlank()) {
            list.add("no-text", Level.BLOCK, Step.WHAT);
            return;
        }
        try {
            var _ =
                    texts.compile(
                            campaign.text(),
                            audiences.variables(campaign.departmentId(), campaign.whom(), false));
        } catch (TemplateException e) {
            list.add("bad-text", Level.BLOCK, Step.WHAT, e.message(list.language));
            return;
        }
        if (forecast == null) {
            return;
        }
        List<Forecast.Lacking> bare =
                forecast.lacking().stream().filter(Forecast.Lacking::blocking).toList();
        for (Forecast.Lacking lacking : bare) {
            list.add(
                    "no-fallback",
                    Level.BLOCK,
                    Step.WHAT,
                    lacking.field().title(list.language),
                    list.people(lacking.count()));
        }
        if (bare.isEmpty()) {
            list.add("values", Level.OK, Step.WHAT);
        }
        String hollow =
                forecast.hollow().stream()
                        .map(one ->
                                list.words(
                                        "check.zero.field",
                                        one.field().title(list.language),
                                        list.people(one.count())))
                        .collect(Collectors.joining(", "));
        if (!hollow.isEmpty()) {
            list.add("zero", Level.WARN, Step.WHAT, hollow);
        }
        parts(list, forecast);
    }

    private static void parts(Items list, Forecast forecast) {
        long tooLong = forecast.suppressedBy(SuppressionReason.TOO_LONG);
        if (tooLong > 0) {
            list.add("too-long", Level.WARN, Step.WHAT, list.people(tooLong));
        }
        long many =
                forecast.partsPerPerson().stream()
                        .filter(one -> one.parts() > MANY_PARTS)
                        .mapToLong(Forecast.Parts::people)
                        .sum();
        if (many > 0) {
            int most = forecast.partsPerPerson().getLast().parts();
            list.add("many-parts", Level.WARN, Step.WHAT, list.people(many), most);
        }
        forecast.examples().stream()
                .filter(one -> one.kind() == Forecast.Kind.LONGEST && one.parts() > 1)
                .findFirst()
                .ifPresent(longest -> oneCharacter(list, longest));
    }

    /** A few characters that only Unicode has cost more than half of the room. */
    private static void oneCharacter(Items list, Forecast.Example longest) {
        int without = Texts.parts(Texts.replaceOffenders(longest.text()));
        if (without < longest.parts()) {
            String characters =
                    Texts.offenders(longest.text()).stream()
                            .map(offender -> offender.character())
                            .distinct()
                            .limit(5)
                            .collect(Collectors.joining(" "));
            list.add("one-character", Level.WARN, Step.WHAT, characters, longest.parts(), without);
        }
    }

    private static void connections(Items list, Forecast forecast) {
        long routeless = forecast.suppressedBy(SuppressionReason.NO_ROUTE);
        if (routeless > 0 && forecast.recipients() == 0) {
            list.add("no-connection", Level.BLOCK, Step.CHECK);
            return;
        }
        List<String> down =
                forecast.byConnection().stream()
                        .filter(one -> !one.up())
                        .map(Forecast.Connection::name)
                        .toList();
        if (!down.isEmpty()) {
            list.add("connection-down", Level.WARN, Step.CHECK, String.join(", ", down));
        } else if (!forecast.byConnection().isEmpty()) {
            list.add("connections", Level.OK, Step.CHECK);
        }
        List<String> free =
                forecast.byConnection().stream()
                        .filter(one -> one.unitPrice().signum() == 0)
                        .map(Forecast.Connection::name)
                        .toList();
        if (!free.isEmpty()) {
            list.add("price-unknown", Level.WARN, Step.CHECK, String.join(", ", free));
        }
    }

    /** Items with their sentences. */
    private static final class Items {
        private final Locale language;
        private final List<Item> items = new ArrayList<>();

        Items(Locale language) {
            this.language = language;
        }

        String words(String key, Object... arguments) {
            return Messages.text(language, key, arguments);
        }

        /** So many people, with thousands apart. */
        String people(long number) {
            String words = Messages.counted(language, "check.people", number);
            return words.replace(String.valueOf(number), Figures.grouped(number, language));
        }

        void add(String code, Level level, Step step, Object... arguments) {
            items.add(new Item(code, level, words("check." + code, arguments), step));
        }
    }
}
