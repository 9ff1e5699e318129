package io.soroka.contacts.intake;

import io.soroka.contacts.Field;
import io.soroka.contacts.FieldType;
import io.soroka.contacts.Tidy;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what files and other systems hold into values of the fields' types, each by itself. */
public final class CellReader {

    private static final int LONGEST_EXTERNAL_ID = 200;

    /** What systems write where they know nothing. A family may be called Null, but not null. */
    private static final Set<String> NOTHING =
            Set.of(
                    "-", "–", "—", "NULL", "null", "\\N", "#Н/Д", "#N/A", "N/A", "n/a", "NaN",
                    "nan");

    /** The longest of them, in characters: what is longer need not be looked up. */
    private static final int LONGEST_NOTHING = 4;

    /** What a spreadsheet shows where it could not compute a value. */
    private static final Set<String> ERRORS =
            Set.of(
                    "#REF!",
                    "#ССЫЛКА!",
                    "#DIV/0!",
                    "#ДЕЛ/0!",
                    "#VALUE!",
                    "#ЗНАЧ!",
                    "#NAME?",
                    "#ИМЯ?",
                    "#NUM!",
                    "#ЧИСЛО!",
                    "#NULL!",
                    "#ПУСТО!",
                    "#SPILL!",
                    "#ПЕРЕНОС!",
                    "#CALC!",
                    "#ВЫЧИСЛ!",
                    "#GETTING_DATA",
                    "#FIELD!",
                    "#BLOCKED!",
                    "#CONNECT!",
                    "#UNKNOWN!",
                    "#BUSY!");

    private static final Set<String> YES =
            Set.of(
                    "да",
                    "д",
                    "yes",
                    "y",
                    "true",
                    "t",
                    "1",
                    "+",
                    "истина",
                    "on",
                    "✓",
                    "согласен",
                    "согласна",
                    "есть");
    private static final Set<String> NO =
            Set.of(
                    "нет",
                    "н",
                    "no",
                    "n",
                    "false",
                    "f",
                    "0",
                    "-",
                    "–",
                    "ложь",
                    "off",
                    "не согласен",
                    "не согласна",
                    "отказ");

    private static final Map<String, String> SEX =
            Map.ofEntries(
                    Map.entry("м", "male"),
                    Map.entry("муж", "male"),
                    Map.entry("мужской", "male"),
                    Map.entry("мужчина", "male"),
                    Map.entry("m", "male"),
                    Map.entry("male", "male"),
                    Map.entry("man", "male"),
                    Map.entry("ж", "female"),
                    Map.entry("жен", "female"),
                    Map.entry("женский", "female"),
                    Map.entry("женщина", "female"),
                    Map.entry("f", "female"),
                    Map.entry("female", "female"),
                    Map.entry("woman", "female"),
                    Map.entry("w", "female"));

    private static final Pattern SCIENTIFIC = Pattern.compile("\\d[.,]\\d+[eEеЕ]\\+\\d{1,3}");
    private static final Pattern ZERO_FRACTION = Pattern.compile("(\\d+)[.,]0+");
    private static final Pattern BETWEEN_OPTIONS = Pattern.compile("[;,|\\n]");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@,;<>\"]{1,64}@[^\\s@,;<>\"]{1,190}\\.[^\\s@,;.<>\"]{2,63}");
    private static final Pattern MOSCOW_PLUS =
            Pattern.compile(
                    "(?:МСК|MSK) ?(?:([+-]) ?(\\d{1,2}))?",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern UTC_PLUS =
            Pattern.compile(
                    "(?:UTC|GMT)? ?([+-]) ?(\\d{1,2})(?::?(\\d{2}))?", Pattern.CASE_INSENSITIVE);
    private static final int MOSCOW_OFFSET_HOURS = 3;

    private final LocalDate today;
    private final ZoneId zone;

    /**
     * @param today the day to judge years of two digits by
     * @param zone where times of day without an offset were written
     */
    public CellReader(LocalDate today, ZoneId zone) {
        this.today = today;
        this.zone = zone;
    }

    /** Reads a text as people and spreadsheets write it. */
    public Cell read(Field field, String raw) {
        String text = Formulas.original(Tidy.text(raw));
        if (text.isEmpty()) {
            return Cell.EMPTY;
        }
        if (text.startsWith("#") && ERRORS.contains(text)) {
            return Cell.unusable("import.cell.spreadsheet-error");
        }
        if (field.type() == FieldType.YES_NO) {
            return yesOrNo(text);
        }
        if (text.length() <= LONGEST_NOTHING && NOTHING.contains(text)) {
            return Cell.EMPTY;
        }
        return switch (field.type()) {
            case TEXT -> text(field, text);
            case NUMBER -> Amounts.read(text, false);
            case MONEY -> Amounts.read(text, true);
            case DATE -> Days.day(text, today, field.key().equals("birth_date"));
            case MOMENT -> Days.moment(text, today, zone);
            case ONE_OF -> field.key().equals("sex") ? sex(text) : oneOf(field, text);
            case MANY_OF -> manyOf(field, text);
            case YES_NO, PHONE -> throw new IllegalArgumentException(field.key());
        };
    }

    /**
     * Reads what another system gives: what has a type there is taken at its word, so that nothing
     * has to be guessed of how it is written.
     *
     * @param value a text, {@code BigDecimal}, {@code Boolean}, {@code LocalDate}, {@code
     *     LocalDateTime}, {@code OffsetDateTime} or null
     */
    public Cell readTyped(Field field, @Nullable Object value) {
        return switch (value) {
            case null -> Cell.EMPTY;
            case BigDecimal number when field.type() == FieldType.NUMBER ->
                    Amounts.of(number, false);
            case BigDecimal number when field.type() == FieldType.MONEY -> Amounts.of(number, true);
            case BigDecimal number -> read(field, number.toPlainString());
            case Boolean yes when field.type() == FieldType.YES_NO -> Cell.of(yes ? "t" : "f");
            case LocalDate day when field.type() == FieldType.DATE -> Days.of(day);
            case LocalDate day when field.type() == FieldType.MOMENT ->
                    Days.of(day.atStartOfDay(zone).toOffsetDateTime());
            case LocalDateTime moment when field.type() == FieldType.DATE ->
                    Days.of(moment.toLocalDate());
            case LocalDateTime moment when field.type() == FieldType.MOMENT ->
                    Days.of(moment.atZone(zone).toOffsetDateTime());
            case OffsetDateTime moment when field.type() == FieldType.DATE ->
                    Days.of(moment.atZoneSameInstant(zone).toLocalDate());
            case OffsetDateTime moment when field.type() == FieldType.MOMENT -> Days.of(moment);
            default -> read(field, value.toString());
        };
    }

    /** Whether a tidy cell holds nothing but a spreadsheet's word for a value that is not there. */
    public static boolean isError(String text) {
        return text.startsWith("#") && (ERRORS.contains(text) || NOTHING.contains(text));
    }

    private static Cell text(Field field, String text) {
        return switch (field.key()) {
            case "external_id" -> externalId(text);
            case "email" ->
                    EMAIL.matcher(text).matches()
                            ? Cell.of(text)
                            : Cell.unusable("import.cell.not-an-email");
            case "time_zone" -> timeZone(text);
            default ->
                    text.length() > Field.LONGEST_TEXT
                            ? Cell.unusable("import.cell.text-too-long", Field.LONGEST_TEXT)
                            : Cell.of(text);
        };
    }

    /** An id written by a spreadsheet may have become a number, or hide behind an apostrophe. */
    private static Cell externalId(String text) {
        String id = text.startsWith("'") ? text.substring(1) : text;
        if (SCIENTIFIC.matcher(id).matches()) {
            return Cell.unusable("import.cell.id-scientific");
        }
        Matcher number = ZERO_FRACTION.matcher(id);
        id = number.matches() ? number.group(1) : id;
        if (id.length() > LONGEST_EXTERNAL_ID) {
            return Cell.unusable("import.cell.text-too-long", LONGEST_EXTERNAL_ID);
        }
        return id.isEmpty() ? Cell.EMPTY : Cell.of(id);
    }

    private static Cell yesOrNo(String text) {
        String word = lower(text);
        if (YES.contains(word)) {
            return Cell.of("t");
        }
        if (NO.contains(word)) {
            return Cell.of("f");
        }
        return NOTHING.contains(text) ? Cell.EMPTY : Cell.unusable("import.cell.not-yes-or-no");
    }

    private static Cell sex(String text) {
        String word = lower(text);
        String sex = SEX.get(word.endsWith(".") ? word.substring(0, word.length() - 1) : word);
        return sex == null ? Cell.unusable("import.cell.not-a-sex") : Cell.of(sex);
    }

    private static Cell oneOf(Field field, String text) {
        String code = Options.code(field, text);
        return code == null
                ? Cell.unusable("import.cell.not-an-option", Options.titles(field))
                : Cell.of(code);
    }

    /** Options one after the other, in whatever order. */
    private static Cell manyOf(Field field, String text) {
        var found = new HashSet<String>();
        for (String piece : BETWEEN_OPTIONS.split(text, -1)) {
            if (!piece.isBlank()) {
                String code = Options.code(field, piece);
                if (code == null) {
                    return Cell.unusable("import.cell.not-options", Options.titles(field));
                }
                found.add(code);
            }
        }
        List<String> codes =
                field.options().stream().map(Field.Option::code).filter(found::contains).toList();
        // As PostgreSQL reads an array; codes hold neither quotes nor backslashes.
        return codes.isEmpty() ? Cell.EMPTY : Cell.of("{\"" + String.join("\",\"", codes) + "\"}");
    }

    /** Kept as {@link ZoneId} reads it: a region's name or an offset such as +05:00. */
    private static Cell timeZone(String text) {
        try {
            Matcher moscow = MOSCOW_PLUS.matcher(text);
            if (moscow.matches()) {
                return moscow.group(1) == null
                        ? Cell.of("Europe/Moscow")
                        : Cell.of(
                                offset(
                                        MOSCOW_OFFSET_HOURS
                                                + signed(moscow.group(1), moscow.group(2)),
                                        0));
            }
            Matcher utc = UTC_PLUS.matcher(text);
            if (utc.matches()) {
                int minutes = utc.group(3) == null ? 0 : signed(utc.group(1), utc.group(3));
                return Cell.of(offset(signed(utc.group(1), utc.group(2)), minutes));
            }
            return Cell.of(ZoneId.of(text).getId());
        } catch (DateTimeException e) {
            return Cell.unusable("import.cell.not-a-time-zone");
        }
    }

    private static int signed(String sign, String digits) {
        return sign.equals("-") ? -Integer.parseInt(digits) : Integer.parseInt(digits);
    }

    private static String offset(int hours, int minutes) {
        return ZoneOffset.ofHoursMinutes(hours, minutes).getId();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
