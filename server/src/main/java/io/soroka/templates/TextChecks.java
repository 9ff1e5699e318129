package io.soroka.templates;

import io.soroka.access.Role;
import io.soroka.contacts.Field;
import io.soroka.contacts.FieldCatalogue;
import io.soroka.contacts.FieldType;
import io.soroka.contacts.Fields;
import io.soroka.segments.Segments;
import io.soroka.segments.SqlPeople;
import io.soroka.selections.Selections;
import io.soroka.selections.Variables;
import io.soroka.text.Alphabet;
import io.soroka.text.Offender;
import io.soroka.text.TextSize;
import io.soroka.text.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Checks texts while they are written. */
@Component
public class TextChecks {
    private static final int GSM7_PART = 153;
    private static final int GSM7_SINGLE = 160;
    private static final int UCS2_PART = 67;
    private static final int UCS2_SINGLE = 70;

    /** Of a text far beyond any limit only its beginning is looked at. */
    private static final int MOST_READ = 10 * Templates.MAX_LENGTH;

    private final Segments segments;
    private final Selections selections;
    private final FieldCatalogue catalogue;
    private final JdbcClient sql;

    TextChecks(Segments segments, Selections selections, FieldCatalogue catalogue, JdbcClient sql) {
        this.segments = segments;
        this.selections = selections;
        this.catalogue = catalogue;
        this.sql = sql;
    }

    /**
     * Checks a text of whatever kind.
     *
     * @param role of whoever writes the text: fields that they may not use are unknown
     * @param criteria the audience whose missing values are counted, and whose selection the text
     *     may name values of; null for none
     * @throws io.soroka.segments.CriteriaRefused if the conditions mean nothing
     */
    public TextCheck check(long departmentId, Role role, String text, @Nullable String criteria) {
        Fields fields = catalogue.fields().usableBy(role);
        Variables selected = selections.variables(departmentId, criteria);
        TextScan scan =
                TextScan.of(
                        text.substring(0, Math.min(text.length(), MOST_READ)),
                        ClientTexts.names(fields, selected));
        Map<String, Long> lacking =
                criteria == null
                        ? Map.of()
                        : lacking(departmentId, scan, fields, selected, criteria);
        TextSize size = Texts.measure(scan.shown());
        return new TextCheck(
                size,
                capacity(size),
                offenders(scan.shown(), size).stream().map(scan::placed).toList(),
                scan.variables().stream()
                        .map(one ->
                                new TextCheck.Variable(
                                        one.at(),
                                        one.length(),
                                        one.key() == null
                                                ? null
                                                : ClientTexts.field(one.key(), fields, selected),
                                        one.fallback(),
                                        one.key() == null ? null : lacking.get(one.key())))
                        .toList(),
                scan.problems().stream()
                        .map(one -> new TextCheck.Problem(one.length(), one.what()))
                        .toList(),
                selected == null ? List.of() : selected.fields());
    }

    private static int capacity(TextSize size) {
        boolean gsm7 = size.alphabet() == Alphabet.GSM7;
        if (size.parts() == 1) {
            return gsm7 ? GSM7_SINGLE : UCS2_SINGLE;
        }
        return size.parts() * (gsm7 ? GSM7_PART : UCS2_PART);
    }

    private static List<Offender> offenders(String text, TextSize size) {
        List<Offender> foreign = Texts.offenders(text);
        if (size.alphabet() == Alphabet.GSM7 || !foreign.isEmpty()) {
            return foreign;
        }
        var twice = new ArrayList<Offender>();
        int next;
        for (int at = 0; at < text.length(); at = next) {
            next = at + Character.charCount(text.codePointAt(at));
            if (next > at + 1) {
                twice.add(new Offender(at, text.substring(at, next), null));
            }
        }
        return twice;
    }

    /** One walk over the audience for all variables. */
    private Map<String, Long> lacking(
            long departmentId,
            TextScan scan,
            Fields fields,
            @Nullable Variables selected,
            String criteria) {
        SqlPeople people = segments.people(departmentId, criteria, segments.today());
        List<String> keys =
                scan.variables().stream()
                        .map(TextScan.Variable::key)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        if (keys.isEmpty()) {
            return Map.of();
        }
        String counts =
                keys.stream()
                        .map(key ->
                                "count(*) filter (where %s)"
                                        .formatted(
                                                isMissing(
                                                        ClientTexts.field(key, fields, selected),
                                                        selected)))
                        .collect(Collectors.joining(", "));
        return sql.sql("select %s %s".formatted(counts, people.sql()))
                .params(people.values())
                .query((row, number) -> {
                    var lacking = new HashMap<String, Long>();
                    for (int i = 0; i < keys.size(); i++) {
                        lacking.put(keys.get(i), row.getLong(i + 1));
                    }
                    return lacking;
                })
                .single();
    }

    private static String isMissing(Field field, @Nullable Variables selected) {
        if (selected != null && Variables.isOne(field)) {
            return selected.isMissing(field);
        }
        return field.type() == FieldType.TEXT
                ? "coalesce(btrim(c.%s, E' \\t\\n\\r\\u00a0'), '') = ''".formatted(field.column())
                : "c.%s is null".formatted(field.column());
    }
}
