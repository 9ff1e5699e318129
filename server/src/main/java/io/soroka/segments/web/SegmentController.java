package io.soroka.segments.web;

import io.soroka.access.Audit;
import io.soroka.access.CurrentUser;
import io.soroka.access.Masking;
import io.soroka.access.Role;
import io.soroka.contacts.Client;
import io.soroka.contacts.Field;
import io.soroka.platform.ProblemException;
import io.soroka.segments.Criteria;
import io.soroka.segments.PersonView;
import io.soroka.segments.Segment;
import io.soroka.segments.SegmentCount;
import io.soroka.segments.SegmentCounts;
import io.soroka.segments.SegmentUse;
import io.soroka.segments.Segments;
import io.soroka.segments.ValueWords;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conditions: who meets them, and those kept under a name. */
@RestController
@RequestMapping("/api/v1/segments")
class SegmentController {
    private static final int SHOWN = 5;
    private static final int MOST_COLUMNS = 3;

    private final Segments segments;
    private final SegmentCounts counts;
    private final List<SegmentUse> uses;
    private final CurrentUser user;
    private final Masking masking;
    private final Audit audit;
    private final Clock clock;
    private final JsonMapper json;

    SegmentController(
            Segments segments,
            SegmentCounts counts,
            List<SegmentUse> uses,
            CurrentUser user,
            Masking masking,
            Audit audit,
            Clock clock,
            JsonMapper json) {
        this.segments = segments;
        this.counts = counts;
        this.uses = uses;
        this.user = user;
        this.masking = masking;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    record Conditions(@Nullable JsonNode criteria) {}

    record Sampled(@Nullable JsonNode criteria, @Nullable Integer seed) {}

    record Wanted(@Nullable String name, @Nullable JsonNode criteria) {}

    record SegmentView(
            String id,
            String name,
            JsonNode criteria,
            Instant createdAt,
            @Nullable String createdBy,
            Instant changedAt) {}

    record SegmentPage(List<SegmentView> items, @Nullable String next) {}

    record LineView(long after, long matched) {}

    record CountView(long found, boolean exact, List<LineView> lines, Instant countedAt) {}

    record ColumnView(String key, String title) {}

    record SampledView(
            String id,
            @Nullable String name,
            String phone,
            @Nullable String city,
            @Nullable String localTime,
            Map<String, @Nullable String> values) {
        @Override
        public String toString() {
            return "SampledView[" + id + "]";
        }
    }

    record SampleView(List<ColumnView> columns, List<SampledView> items) {}

    @GetMapping
    SegmentPage list() {
        reads();
        List<Segment> all = user.seesAll() ? segments.list() : segments.list(user.departmentId());
        return new SegmentPage(all.stream().map(this::view).toList(), null);
    }

    @GetMapping("/{id}")
    SegmentView get(@PathVariable long id) {
        reads();
        return view(find(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SegmentView create(@RequestBody Wanted wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        Segment segment =
                segments.save(
                        user.departmentId(),
                        wanted.name() == null ? "" : wanted.name(),
                        usable(wanted.criteria()),
                        user.user().name());
        audit.record("segment.created", "segment:" + segment.id(), Map.of());
        return view(segment);
    }

    @PutMapping("/{id}")
    SegmentView change(@PathVariable long id, @RequestBody Wanted wanted) {
        user.require(Role.CAMPAIGN_MANAGER);
        Segment before = find(id);
        Segment segment =
                segments.change(
                        before,
                        wanted.name() == null ? "" : wanted.name(),
                        usable(before.departmentId(), wanted.criteria()));
        audit.record("segment.changed", "segment:" + id, Map.of());
        return view(segment);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        user.require(Role.CAMPAIGN_MANAGER);
        Segment segment = find(id);
        List<String> users = uses.stream().flatMap(use -> use.usedBy(id).stream()).toList();
        if (!users.isEmpty()) {
            throw new ProblemException(409, "segment-in-use", String.join(", ", users));
        }
        segments.delete(segment);
        audit.record("segment.deleted", "segment:" + id, Map.of());
    }

    /** Counts line by line; an estimate comes from a sample and at once. */
    @PostMapping("/count")
    CountView count(
            @RequestBody Conditions wanted,
            @RequestParam(defaultValue = "false") boolean estimate) {
        reads();
        String tree = usable(wanted.criteria());
        SegmentCount count =
                estimate
                        ? counts.estimate(user.departmentId(), tree)
                        : counts.count(user.departmentId(), tree);
        return new CountView(
                count.found(),
                count.exact(),
                count.lines().stream()
                        .map(line -> new LineView(line.after(), line.matched()))
                        .toList(),
                count.countedAt());
    }

    /** Five people who meet the conditions, with what the conditions ask of them. */
    @PostMapping("/sample")
    SampleView sample(@RequestBody Sampled wanted) {
        reads();
        Locale language = LocaleContextHolder.getLocale();
        String tree = usable(wanted.criteria());
        List<Field> fields =
                Criteria.fields(segments.parse(user.departmentId(), tree)).stream()
                        .limit(MOST_COLUMNS)
                        .toList();
        ValueWords words = segments.words(user.departmentId(), language, tree, user.user().role());
        int seed = Objects.requireNonNullElse(wanted.seed(), 0);
        List<Client> people = segments.sample(user.departmentId(), tree, SHOWN, seed);
        audit.record("segment.sampled", null, Map.of("people", people.size()));
        return new SampleView(
                fields.stream()
                        .map(field -> new ColumnView(field.key(), field.title(language)))
                        .toList(),
                people.stream().map(client -> sampled(client, fields, words)).toList());
    }

    private SampledView sampled(Client client, List<Field> fields, ValueWords words) {
        PersonView person = PersonView.of(client, masking, clock);
        var values = new LinkedHashMap<String, @Nullable String>();
        fields.forEach(field -> values.put(field.key(), words.of(client, field)));
        return new SampledView(
                person.id(),
                person.name(),
                person.phone(),
                person.city(),
                person.localTime(),
                values);
    }

    private void reads() {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
    }

    private Segment find(long id) {
        return (user.seesAll() ? segments.find(id) : segments.find(user.departmentId(), id))
                .orElseThrow(() -> new ProblemException(404, "not-found"));
    }

    private String usable(@Nullable JsonNode criteria) {
        return usable(user.departmentId(), criteria);
    }

    private String usable(long departmentId, @Nullable JsonNode criteria) {
        String tree = criteria == null || criteria.isNull() ? "{}" : criteria.toString();
        segments.requireUsable(departmentId, tree, user.user().role());
        return tree;
    }

    private SegmentView view(Segment segment) {
        return new SegmentView(
                Long.toString(segment.id()),
                segment.name(),
                json.readTree(segment.tree()),
                segment.createdAt(),
                segment.createdBy(),
                segment.changedAt());
    }
}
