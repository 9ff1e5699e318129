package io.soroka.contacts;

import io.soroka.access.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that clients have at some moment. Whoever walks through many clients asks the {@link
 * FieldCatalogue} once and keeps what it got.
 */
public final class Fields {
    private static final Fields STANDARD = new Fields(StandardFields.ALL);

    private final List<Field> every;
    private final List<Field> offered;
    private final Map<String, Field> byName = new HashMap<>();
    private final Map<String, Field> byHeader = new HashMap<>();

    /** Of two fields that answer to a name the first counts. */
    Fields(List<Field> every) {
        this.every = List.copyOf(every);
        this.offered = this.every.stream().filter(field -> !field.archived()).toList();
        // A key is never somebody else's title.
        this.every.forEach(field -> byName.putIfAbsent(plain(field.key()), field));
        for (Field field : offered) {
            for (String name : List.of(field.titleRu(), field.titleEn())) {
                byName.putIfAbsent(plain(name), field);
            }
            for (String header : headers(field)) {
                byHeader.putIfAbsent(plain(header), field);
            }
        }
    }

    /** Those that every company has, as they are delivered. */
    public static Fields standard() {
        return STANDARD;
    }

    /**
     * The fields that are offered, the external id and the telephone number among them, in the
     * usual order.
     */
    public List<Field> offered() {
        return offered;
    }

    /** Only those that somebody with this role may use in conditions and texts. */
    public Fields usableBy(Role role) {
        return every.stream().allMatch(field -> field.isUsableBy(role))
                ? this
                : new Fields(every.stream().filter(field -> field.isUsableBy(role)).toList());
    }

    /** The same with those in the archive, each of which has a column. */
    public List<Field> every() {
        return every;
    }

    /**
     * The field with this key, or with this Russian or English title; in the archive it is found by
     * its key only. Letter case, punctuation and the dots of ё do not matter.
     */
    public Optional<Field> find(String keyOrTitle) {
        return Optional.ofNullable(byName.get(plain(keyOrTitle)));
    }

    /**
     * The field with exactly this key, of which the caller knows that it exists.
     *
     * @throws IllegalStateException if it does not, because somebody has just removed it
     */
    public Field get(String key) {
        return every.stream()
                .filter(field -> field.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no field " + key));
    }

    /** The field that a column of a file with this header brings, if the header is known. */
    public Optional<Field> guess(String header) {
        return Optional.ofNullable(byHeader.get(plain(header)));
    }

    /** Whether a header unknown to the catalogue still speaks of a telephone. */
    public static boolean soundsLikePhone(String header) {
        String plain = plain(header);
        return plain.contains("телефон")
                || plain.contains("мобильн")
                || plain.contains("phone")
                || plain.contains("msisdn")
                || plain.startsWith("моб тел")
                || plain.startsWith("номер тел");
    }

    /** Everything that a file may call the field. */
    static List<String> headers(Field field) {
        List<String> headers = new ArrayList<>(field.synonyms());
        headers.addAll(List.of(field.key(), field.titleRu(), field.titleEn()));
        return headers;
    }

    /** Lower case, ё as е, everything but letters and digits as one space. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .forEach(c -> {
                    if (Character.isLetterOrDigit(c)) {
                        plain.appendCodePoint(c == 'ё' ? 'е' : c);
                    } else if (!plain.isEmpty() && plain.charAt(plain.length() - 1) != ' ') {
                        plain.append(' ');
                    }
                });
        return plain.toString().strip();
    }
}
