package io.soroka.sources.rest;

import io.soroka.sources.Column;
import io.soroka.sources.ColumnType;
import io.soroka.sources.Entity;
import io.soroka.sources.SourceFailure;
import io.soroka.sources.SourceQuery;
import io.soroka.sources.SourceReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads collections of an API page by page. In what order rows come is the API's affair, so that
 * changes are those behind a moment, and how far they were read is told when all were met.
 */
final class RestReader implements SourceReader {
    private static final String JSON = "application/json";

    /** So many names of pages are remembered, in order to notice when they come again. */
    private static final int REMEMBERED = 10_000;

    private final SourceHttp http;
    private final RestOptions options;
    private final ZoneId zone;
    private final Clock clock;
    private final Map<String, Map<String, ColumnType>> known = new HashMap<>();
    private final Set<String> met = new HashSet<>();
    private @Nullable String expected;
    private int lastBody;

    RestReader(SourceHttp http, RestOptions options, ZoneId zone, Clock clock) {
        this.http = http;
        this.options = options;
        this.zone = zone;
        this.clock = clock;
    }

    /** One page as the API gives it. */
    private record Answered(List<JsonNode> records, @Nullable String next) {}

    /** Asks for something, so that a wrong address or password is told at once. */
    void check() {
        if (!options.collections().isEmpty()) {
            Answered ignored = first(options.collections().getFirst());
        }
    }

    @Override
    public List<Entity> entities() {
        return options.collections().stream().map(Entity::new).toList();
    }

    @Override
    public List<Column> columns(String entity) {
        return columnsOf(entity).entrySet().stream()
                .map(one -> new Column(one.getKey(), one.getValue(), false))
                .toList();
    }

    /** As the first page shows them: an API does not describe itself. */
    private Map<String, ColumnType> columnsOf(String entity) {
        Map<String, ColumnType> columns = known.get(entity);
        if (columns == null) {
            columns = Records.columns(first(entity).records());
            known.put(entity, columns);
        }
        return columns;
    }

    private Answered first(String entity) {
        return ask(entity, Place.first(false, clock.instant(), options.size()));
    }

    @Override
    public List<List<@Nullable Object>> preview(String entity, int most) {
        List<JsonNode> records = first(entity).records();
        Map<String, ColumnType> columns = Records.columns(records);
        known.put(entity, columns);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (JsonNode record : records.subList(0, Math.min(most, records.size()))) {
            rows.add(values(record, List.copyOf(columns.keySet())));
        }
        return rows;
    }

    private static List<@Nullable Object> values(JsonNode record, List<String> columns) {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (String column : columns) {
            values.add(Records.value(record, column));
        }
        return values;
    }

    @Override
    public Page read(SourceQuery query, @Nullable String cursor, int most, RowSink sink) {
        requireColumns(query);
        Place from = Place.of(cursor);
        Place place =
                from == null
                        ? Place.first(
                                query.changed() != null,
                                clock.instant(),
                                Math.min(options.size(), most))
                        : from;
        if (place.done()) {
            return new Page(0, cursor, true);
        }
        OffsetDateTime since = place.sinceMoment();
        int rows = 0;
        boolean last = false;
        while (!last && rows < most) {
            Answered page = ask(query.entity(), place);
            for (JsonNode record : page.records()) {
                OffsetDateTime changed =
                        query.changed() == null ? null : moment(record, query.changed());
                if (changed != null) {
                    place = place.met(changed);
                }
                // Some APIs give what changed at the very moment as well: that was met before.
                if (since == null || (changed != null && changed.isAfter(since))) {
                    sink.row(values(record, query.columns()));
                    rows++;
                }
            }
            last = page.next() == null;
            place = page.next() == null ? place.whole(clock.instant()) : place.then(page.next());
        }
        return new Page(rows, place.cursor(), last);
    }

    private void requireColumns(SourceQuery query) {
        Map<String, ColumnType> columns = columnsOf(query.entity());
        List<String> asked = new ArrayList<>(query.columns());
        asked.add(query.key());
        if (query.changed() != null) {
            asked.add(query.changed());
        }
        for (String name : asked) {
            // An empty collection shows no columns, and has no rows to give either.
            if (columns.isEmpty() ? name.isBlank() : !isReadable(columns.get(name))) {
                throw new SourceFailure("source.no-such-column", name);
            }
        }
        if (query.changed() != null && options.changedParameter().isEmpty()) {
            throw new SourceFailure("source.no-changed-parameter");
        }
    }

    private static boolean isReadable(@Nullable ColumnType type) {
        return type != null && type != ColumnType.OTHER;
    }

    private @Nullable OffsetDateTime moment(JsonNode record, String column) {
        return switch (Records.value(record, column)) {
            case OffsetDateTime moment -> moment;
            case LocalDateTime moment -> moment.atZone(zone).toOffsetDateTime();
            case LocalDate day -> day.atStartOfDay(zone).toOffsetDateTime();
            case null, default -> null;
        };
    }

    private Answered ask(String entity, Place place) {
        if (!options.collections().contains(entity)) {
            throw new SourceFailure("source.no-such-entity", entity);
        }
        URI asked = address(entity, place);
        SourceHttp.Answer answer = http.get(asked, JSON);
        JsonNode body = Records.parse(answer.body());
        List<JsonNode> records = Records.of(body, options.records());
        String next = next(answer, body, asked, place, records.size());
        if (next != null) {
            requireNew(place, next, answer.body());
        }
        return new Answered(records, next);
    }

    private URI address(String entity, Place place) {
        if (options.paging() == Paging.LINK && place.next() != null) {
            URI next = SourceHttp.address(place.next());
            if (!http.isOwn(next)) {
                throw new SourceFailure("source.other-origin");
            }
            return next;
        }
        String base = options.base().toString();
        // As a text, so that no path is taken for an address of another server.
        var address = new StringBuilder(base.endsWith("/") ? base : base + "/");
        address.append(entity.startsWith("/") ? entity.substring(1) : entity);
        if (!options.sizeParameter().isEmpty()) {
            parameter(address, options.sizeParameter(), String.valueOf(place.size()));
        }
        if (place.since() != null) {
            parameter(
                    address,
                    options.changedParameter(),
                    OffsetDateTime.parse(place.since())
                            .toInstant()
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
        }
        switch (options.paging()) {
            case PAGE ->
                    parameter(
                            address,
                            options.pageParameter(),
                            place.next() == null
                                    ? String.valueOf(options.firstPage())
                                    : place.next());
            case OFFSET ->
                    parameter(
                            address,
                            options.pageParameter(),
                            place.next() == null ? "0" : place.next());
            case CURSOR -> {
                if (place.next() != null) {
                    parameter(address, options.pageParameter(), place.next());
                }
            }
            case NONE, LINK -> {}
        }
        URI whole = SourceHttp.address(address.toString());
        if (!http.isOwn(whole)) {
            throw new SourceFailure("source.other-origin");
        }
        return whole;
    }

    private static void parameter(StringBuilder address, String name, String value) {
        address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** What the page behind this one is called; null if this is the last. */
    private @Nullable String next(
            SourceHttp.Answer answer, JsonNode body, URI asked, Place place, int records) {
        return switch (options.paging()) {
            case NONE -> null;
            // A page with less than was asked for need not be the last: many set limits of their
            // own.
            case PAGE ->
                    records == 0 ? null : String.valueOf(number(place, options.firstPage()) + 1);
            case OFFSET -> records == 0 ? null : String.valueOf(number(place, 0) + records);
            case CURSOR -> {
                JsonNode next = Records.at(body, options.nextPath());
                String cursor = next.isValueNode() && !next.isNull() ? next.asString() : "";
                yield cursor.isEmpty() || cursor.equals("false") ? null : cursor;
            }
            case LINK -> answer.next() == null ? null : resolved(asked, answer.next());
        };
    }

    private static long number(Place place, long first) {
        try {
            return place.next() == null ? first : Long.parseLong(place.next());
        } catch (NumberFormatException e) {
            throw new SourceFailure("source.cursor-unusable");
        }
    }

    private static String resolved(URI here, String next) {
        try {
            return here.resolve(next).toString();
        } catch (IllegalArgumentException e) {
            throw new SourceFailure("source.address-unusable");
        }
    }

    /**
     * Pages that lead in a circle never end: a name that comes again on one walk, or numbers that
     * all bring the same.
     */
    private void requireNew(Place place, String next, String body) {
        if (place.next() == null || !place.next().equals(expected)) {
            met.clear();
            lastBody = 0;
        }
        int sign = body.hashCode();
        boolean numbered = options.paging() == Paging.PAGE || options.paging() == Paging.OFFSET;
        if (numbered ? sign == lastBody : !met.add(next)) {
            throw new SourceFailure("source.pages-repeat");
        }
        if (met.size() > REMEMBERED) {
            met.clear();
        }
        lastBody = sign;
        expected = next;
    }

    @Override
    public String earlier(String cursor) {
        Place place = Place.of(cursor);
        return place == null ? cursor : place.earlier().cursor();
    }

    @Override
    public void cancel() {
        http.cancel();
    }

    @Override
    public void close() {
        http.close();
    }
}
