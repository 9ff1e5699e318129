package io.soroka.numbering;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.soroka.numbering.NumberResult.Accepted;
import io.soroka.numbering.NumberResult.Refused;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads telephone numbers as people and spreadsheets write them. A number without a country code
 * belongs to the default country; other countries' numbers begin with + or 00. Only numbers that
 * SMS can reach are usable: a landline is refused. Safe for use by many threads.
 */
public final class Numbers {

    /** The longest cell looked at; nobody writes a number that long. */
    private static final int LONGEST_CELL = 200;

    /** The most digits E.164 gives a number, and the fewest found in any national plan. */
    private static final int MOST_DIGITS = 15;

    private static final int FEWEST_DIGITS = 7;

    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();

    /** The letter E comes in Latin and Cyrillic: both have been seen in retyped spreadsheets. */
    private static final Pattern SCIENTIFIC =
            Pattern.compile("\\+?\\d(?:[.,]\\d*)?[eEеЕ][+-]?\\d{1,3}");

    /** A spreadsheet's number: digits and a fraction of zeros. */
    private static final Pattern ZERO_FRACTION = Pattern.compile("(\\+?\\d{7,15})[.,]0+");

    private static final Pattern EXTENSION =
            Pattern.compile(
                    "(?:доб|вн|внутр|ext|extension|;ext=|x|х|#|\\*)[.:]?\\s*\\d+\\s*$",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** Between two numbers in one cell; a plus within the cell starts a new number too. */
    private static final Pattern BETWEEN_NUMBERS =
            Pattern.compile("[,;/|\\\\\\n]|(?<=\\d)\\s*(?=\\+)");

    private static final Pattern SPACE_BEFORE_MORE = Pattern.compile(" (?=[\\d(])");

    private final String country;
    private final int callingCode;
    private final boolean russia;

    /**
     * @param country the default country, two letters of ISO 3166-1, for example RU
     * @throws IllegalArgumentException if no numbering plan is known for it
     */
    public Numbers(String country) {
        if (!PLANS.getSupportedRegions().contains(country)) {
            throw new IllegalArgumentException(
                    "No numbering plan is known for country '%s'. Give two capital letters, for example RU."
                            .formatted(country));
        }
        this.country = country;
        this.callingCode = PLANS.getCountryCodeForRegion(country);
        this.russia = country.equals("RU");
    }

    /** Reads one cell. */
    public NumberResult parse(@Nullable String raw) {
        if (raw == null) {
            return new Refused(NumberRefusal.EMPTY);
        }
        if (russia) {
            long plain = plainRussianMobile(raw);
            if (plain > 0) {
                return new Accepted(plain, false);
            }
        }
        if (raw.length() > LONGEST_CELL) {
            return new Refused(NumberRefusal.TOO_LONG, digits(raw));
        }
        String text = simplify(raw);
        if (text.isEmpty()) {
            return new Refused(NumberRefusal.EMPTY);
        }
        if (SCIENTIFIC.matcher(text).matches()) {
            return new Refused(NumberRefusal.SCIENTIFIC);
        }
        var fraction = ZERO_FRACTION.matcher(text);
        return fraction.matches() ? one(fraction.group(1)) : firstUsable(text);
    }

    /**
     * The quick way for what nearly every row of a Russian file holds: 10 digits from 9, or 11 from
     * 79 or 89, with the usual punctuation. Answers 0 for everything else.
     */
    private static long plainRussianMobile(String raw) {
        long number = 0;
        int digits = 0;
        boolean plus = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c >= '0' && c <= '9') {
                if (++digits > 11) {
                    return 0;
                }
                number = number * 10 + (c - '0');
            } else if (c == '+' && digits == 0 && !plus) {
                plus = true;
            } else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '\u00a0') {
                return 0;
            }
        }
        if (digits == 10 && !plus && number / 1_000_000_000L == 9) {
            return 70_000_000_000L + number;
        }
        if (digits == 11 && number / 1_000_000_000L == 79) {
            return number;
        }
        if (digits == 11 && !plus && number / 1_000_000_000L == 89) {
            return number - 10_000_000_000L;
        }
        return 0;
    }

    /** One kind of digit, space, dash, plus and bracket; no invisible characters, no prefix. */
    private static String simplify(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        raw.codePoints().forEach(c -> text.appendCodePoint(simple(c)));
        int start = 0;
        while (start < text.length() && "'`\"= ".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = text.length();
        while (end > start && "'`\" ".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        String trimmed = text.substring(start, end).replace("\u200b", "");
        return trimmed.regionMatches(true, 0, "tel:", 0, 4)
                ? trimmed.substring(4).strip()
                : trimmed;
    }

    private static int simple(int c) {
        int digit = Character.digit(c, 10);
        if (digit >= 0) {
            return '0' + digit;
        }
        if (c == '\n' || c == '\r') {
            return '\n';
        }
        return switch (c) {
            case '\u2018', '\u2019', '\u02bc', '\u00b4' -> '\'';
            case '\uff0b' -> '+';
            case '\uff08' -> '(';
            case '\uff09' -> ')';
            case '\u2212', '\uff0d', '\u2043' -> '-';
            case '\uff0e', '\u00b7' -> '.';
            default -> {
                if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
                    yield ' ';
                }
                yield switch (Character.getType(c)) {
                    case Character.DASH_PUNCTUATION -> '-';
                    case Character.FORMAT, Character.CONTROL -> '\u200b';
                    default -> c;
                };
            }
        };
    }

    private NumberResult firstUsable(String text) {
        if (EXTENSION.matcher(text).find()) {
            return new Refused(NumberRefusal.EXTENSION);
        }
        NumberResult first = null;
        List<String> candidates =
                BETWEEN_NUMBERS.splitAsStream(text).filter(part -> !part.isBlank()).toList();
        for (String candidate : candidates) {
            NumberResult result = withSpaces(candidate.strip());
            if (result instanceof Accepted accepted) {
                return new Accepted(accepted.msisdn(), accepted.several() || candidates.size() > 1);
            }
            first = first == null ? result : first;
        }
        return first == null ? new Refused(NumberRefusal.LETTERS) : first;
    }

    /** A number, or two of them with nothing but a space between. */
    private NumberResult withSpaces(String text) {
        NumberResult whole = one(text);
        if (whole instanceof Accepted || digits(text) < 2 * FEWEST_DIGITS) {
            return whole;
        }
        var space = SPACE_BEFORE_MORE.matcher(text);
        while (space.find()) {
            if (one(text.substring(0, space.start())) instanceof Accepted left
                    && one(text.substring(space.end())) instanceof Accepted) {
                return new Accepted(left.msisdn(), true);
            }
        }
        return whole;
    }

    private NumberResult one(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        boolean international = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c == '+' && digits.isEmpty() && !international) {
                international = true;
            } else if (" -.()".indexOf(c) < 0) {
                return new Refused(NumberRefusal.LETTERS);
            }
        }
        int prefix = international ? 0 : internationalPrefix(digits);
        international |= prefix > 0;
        digits.delete(0, prefix);
        if (digits.isEmpty()) {
            return new Refused(NumberRefusal.LETTERS);
        }
        if (digits.length() < FEWEST_DIGITS) {
            return new Refused(NumberRefusal.TOO_SHORT, digits.length());
        }
        if (digits.length() > MOST_DIGITS) {
            return new Refused(NumberRefusal.TOO_LONG, digits.length());
        }
        return inPlan(digits.toString(), international);
    }

    /** How many digits stand for a plus: 00 everywhere, 810 when dialling out of Russia. */
    private int internationalPrefix(StringBuilder digits) {
        if (digits.length() > 2 && digits.charAt(0) == '0' && digits.charAt(1) == '0') {
            return 2;
        }
        return russia && digits.length() > 12 && digits.indexOf("810") == 0 ? 3 : 0;
    }

    private NumberResult inPlan(String digits, boolean international) {
        PhoneNumber number;
        try {
            number = PLANS.parse(international ? "+" + digits : digits, country);
        } catch (NumberParseException e) {
            return new Refused(NumberRefusal.NOT_IN_PLAN);
        }
        boolean ours =
                number.getCountryCode() == callingCode
                        && PLANS.isValidNumberForRegion(number, country);
        if (!international && !ours) {
            return notOurs(digits, number);
        }
        if (!PLANS.isValidNumber(number)) {
            return shape(digits, number, NumberRefusal.NOT_IN_PLAN);
        }
        return switch (PLANS.getNumberType(number)) {
            case FIXED_LINE, TOLL_FREE, PREMIUM_RATE, SHARED_COST, UAN, VOICEMAIL, PAGER ->
                    new Refused(NumberRefusal.NOT_MOBILE);
            default ->
                    new Accepted(
                            Long.parseLong(
                                    PLANS.format(number, PhoneNumberUtil.PhoneNumberFormat.E164)
                                            .substring(1)),
                            false);
        };
    }

    /** Without + or 00 and not of the default country: perhaps another's, perhaps a slip. */
    private Refused notOurs(String digits, PhoneNumber asOurs) {
        if (PLANS.isValidNumber(asOurs)) {
            return new Refused(NumberRefusal.OTHER_COUNTRY, country);
        }
        try {
            if (PLANS.isValidNumber(PLANS.parse("+" + digits, country))) {
                return new Refused(NumberRefusal.OTHER_COUNTRY, country);
            }
        } catch (NumberParseException e) {
            // Nobody's number: say what is wrong with it as one of ours.
        }
        return shape(digits, asOurs, NumberRefusal.NOT_IN_PLAN);
    }

    private static Refused shape(String digits, PhoneNumber number, NumberRefusal otherwise) {
        return switch (PLANS.isPossibleNumberWithReason(number)) {
            case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY ->
                    new Refused(NumberRefusal.TOO_SHORT, digits.length());
            // Between the plan's lengths (Russia has 10 and 14): a digit too many, in practice.
            case TOO_LONG, INVALID_LENGTH -> new Refused(NumberRefusal.TOO_LONG, digits.length());
            default -> new Refused(otherwise);
        };
    }

    private static int digits(String text) {
        return (int) text.codePoints().filter(c -> Character.digit(c, 10) >= 0).count();
    }
}
