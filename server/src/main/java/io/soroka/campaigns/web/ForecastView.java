package io.soroka.campaigns.web;

import io.soroka.campaigns.Forecast;
import io.soroka.platform.Messages;
import io.soroka.platform.OneOf;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A forecast as the API shows it. */
record ForecastView(
        boolean exact,
        double share,
        long found,
        List<Suppressed> suppressed,
        long recipients,
        @Nullable Long parts,
        List<Parts> partsPerPerson,
        @Nullable BigDecimal price,
        List<Connection> byConnection,
        List<Zone> byZone,
        List<Lacking> lacking,
        List<Example> examples,
        @Nullable Long seconds) {

    record Suppressed(String reason, String text, long count) {}

    record Parts(int parts, long people) {}

    record Connection(
            String id,
            String name,
            long people,
            long parts,
            BigDecimal unitPrice,
            BigDecimal sum) {}

    record Zone(String zone, String title, long people, String localTime) {}

    record Lacking(String key, String title, long count) {}

    record Example(
            @OneOf(Forecast.Kind.class) String kind,
            PersonViews.@Nullable View person,
            String text,
            int parts,
            List<Integer> breaks) {}

    static ForecastView of(Forecast forecast, PersonViews people, Locale language) {
        return new ForecastView(
                forecast.exact(),
                forecast.share(),
                forecast.found(),
                forecast.suppressed().stream()
                        .map(one ->
                                new Suppressed(
                                        one.reason().word(),
                                        Messages.text(
                                                language, "suppressed." + one.reason().word()),
                                        one.count()))
                        .toList(),
                forecast.recipients(),
                forecast.parts(),
                forecast.partsPerPerson().stream()
                        .map(one -> new Parts(one.parts(), one.people()))
                        .toList(),
                forecast.price(),
                forecast.byConnection().stream()
                        .map(one ->
                                new Connection(
                                        Integer.toString(one.id()),
                                        one.name(),
                                        one.people(),
                                        one.parts(),
                                        one.unitPrice(),
                                        one.sum()))
                        .toList(),
                forecast.byZone().stream()
                        .map(one ->
                                new Zone(
                                        one.zone().getId(),
                                        PersonViews.title(one.zone(), language),
                                        one.people(),
                                        people.localTime(one.zone())))
                        .toList(),
                forecast.lacking().stream()
                        .map(one ->
                                new Lacking(
                                        one.field().key(),
                                        one.field().title(language),
                                        one.count()))
                        .toList(),
                forecast.examples().stream()
                        .map(one ->
                                new Example(
                                        one.kind().name().toLowerCase(Locale.ROOT),
                                        people.of(one.person()),
                                        people.text(one.person(), one.text()),
                                        one.parts(),
                                        one.breaks()))
                        .toList(),
                forecast.recipients() == 0 ? null : Long.valueOf(forecast.seconds()));
    }
}
