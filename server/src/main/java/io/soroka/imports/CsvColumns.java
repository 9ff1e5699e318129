package io.soroka.imports;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.contacts.Fields;
import io.soroka.contacts.Tidy;
import io.soroka.numbering.NumberResult;
import io.soroka.numbering.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column of a file brings which field.
 *
 * @param phones the columns that bring the number: the first usable one of a row counts
 * @param others the columns that bring other fields
 */
record CsvColumns(List<Column> phones, List<Column> others) {

    /** Headers of the column that we add to files of rejected rows; it says nothing new. */
    static final List<String> REASONS = List.of("Почему не загружено", "Why not imported");

    private static final int HEADERS_SHOWN = 30;
    private static final int HEADER_SHOWN_CHARS = 40;

    /**
     * One column.
     *
     * @param index its place in a row, from 0
     * @param header its header, shortened
     * @param field what it brings
     */
    record Column(int index, String header, Field field) {}

    /**
     * Reads the header row; unknown and repeated columns are warned of, a missing number refused.
     */
    static CsvColumns of(
            List<String> header, long line, Fields fields, Numbers numbers, ImportNotes notes) {
        List<Column> phones = new ArrayList<>();
        List<Column> others = new ArrayList<>();
        List<Integer> unknown = new ArrayList<>();
        Set<Field> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String title = Tidy.text(header.get(i));
            Optional<Field> field = fields.guess(title);
            if (field.isEmpty()) {
                unknown.add(i);
            } else if (field.get().type() == FieldType.PHONE) {
                phones.add(new Column(i, shown(title), field.get()));
            } else if (seen.add(field.get())) {
                others.add(new Column(i, shown(title), field.get()));
            } else {
                notes.warn(line, shown(title), "import.column-repeated", List.of(), "", false);
            }
        }
        if (phones.isEmpty()) {
            phones.add(soundingLikePhone(header, unknown, fields, numbers));
        }
        for (int i : unknown) {
            String title = Tidy.text(header.get(i));
            // A spreadsheet's empty columns at the right are no news.
            if (!title.isEmpty()
                    && !REASONS.contains(title)
                    && phones.stream().noneMatch(phone -> phone.index() == i)) {
                notes.warn(line, shown(title), "import.column-unknown", List.of(), "", false);
            }
        }
        return new CsvColumns(List.copyOf(phones), List.copyOf(others));
    }

    /**
     * The columns as somebody chose them.
     *
     * @param keys for each column its field's, or null when it is to be ignored; a field that has
     *     been removed meanwhile is ignored, too
     */
    static CsvColumns chosen(List<String> header, List<@Nullable String> keys, Fields fields) {
        List<Column> phones = new ArrayList<>();
        List<Column> others = new ArrayList<>();
        for (int i = 0; i < Math.min(header.size(), keys.size()); i++) {
            String key = keys.get(i);
            Field field = key == null ? null : fields.find(key).orElse(null);
            if (field != null) {
                (field.type() == FieldType.PHONE ? phones : others)
                        .add(new Column(i, shown(Tidy.text(header.get(i))), field));
            }
        }
        return new CsvColumns(List.copyOf(phones), List.copyOf(others));
    }

    /**
     * The fields that columns seem to bring: each at most once, of several columns with numbers the
     * one with most usable ones.
     */
    static List<@Nullable String> guess(
            List<String> header, List<ImportStore.Sample> sample, Fields known, Numbers numbers) {
        List<@Nullable String> fields = new ArrayList<@Nullable String>();
        header.forEach(title -> fields.add(null));
        Set<String> seen = new HashSet<>();
        int phone = -1;
        int most = -1;
        for (int i = 0; i < header.size(); i++) {
            String title = Tidy.text(header.get(i));
            Field field = known.guess(title).orElse(null);
            boolean named = field != null && field.type() == FieldType.PHONE;
            if (named || (field == null && Fields.soundsLikePhone(title))) {
                int usable = usable(i, sample, numbers) + (named ? sample.size() + 1 : 0);
                if (usable > most) {
                    most = usable;
                    phone = i;
                }
            } else if (field != null && seen.add(field.key())) {
                fields.set(i, field.key());
            }
        }
        if (phone >= 0) {
            fields.set(phone, "phone");
        }
        return fields;
    }

    private static int usable(int column, List<ImportStore.Sample> sample, Numbers numbers) {
        return (int)
                sample.stream()
                        .filter(row ->
                                numbers.parse(row.cell(column)) instanceof NumberResult.Accepted)
                        .count();
    }

    private static Column soundingLikePhone(
            List<String> header, List<Integer> unknown, Fields fields, Numbers numbers) {
        for (int i : unknown) {
            String title = Tidy.text(header.get(i));
            if (Fields.soundsLikePhone(title)) {
                return new Column(i, shown(title), fields.get("phone"));
            }
        }
        for (String cell : header) {
            if (numbers.parse(cell) instanceof NumberResult.Accepted) {
                throw new ImportRefused("import.no-header");
            }
        }
        throw new ImportRefused("import.no-phone-column", list(header));
    }

    private static String list(List<String> header) {
        List<String> shown = new ArrayList<>();
        for (String title : header.subList(0, Math.min(header.size(), HEADERS_SHOWN))) {
            shown.add("«" + shown(Tidy.text(title)) + "»");
        }
        return String.join(", ", shown) + (header.size() > HEADERS_SHOWN ? ", …" : "");
    }

    private static String shown(String title) {
        return title.codePointCount(0, title.length()) > HEADER_SHOWN_CHARS
                ? title.substring(0, title.offsetByCodePoints(0, HEADER_SHOWN_CHARS)) + "…"
                : title;
    }
}
