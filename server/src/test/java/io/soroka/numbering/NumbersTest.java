package io.soroka.numbering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.numbering.NumberResult.Accepted;
import io.soroka.numbering.NumberResult.Refused;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    private static final long OURS = 79161234567L;

    private final Numbers numbers = new Numbers("RU");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8 (916) 123-45-67",
                "8(916)1234567",
                "89161234567",
                "+7 916 123-45-67",
                "+7(916)123-45-67",
                "+79161234567",
                "79161234567",
                "9161234567",
                "916 123 45 67",
                "916-123-45-67",
                "8.916.123.45.67",
                "8-916-123-45-67",
                "79161234567.0",
                "79161234567,0",
                "79161234567.00",
                "9161234567.0",
                "'79161234567",
                "’79161234567",
                "`+79161234567",
                "=\"79161234567\"",
                "\"79161234567\"",
                " 79161234567 ",
                "\t79161234567\r\n",
                "8\u00a0916\u00a0123\u00a045\u00a067",
                "8\u2009916\u200a123\u202f45\u200967",
                "\ufeff+7\u200b9161234567",
                "\u202a+79161234567\u202c",
                "tel:+79161234567",
                "TEL: 8 916 123-45-67",
                "tel:+7-916-123-45-67",
                "00 7 916 123 45 67",
                "0079161234567",
                "８（９１６）１２３－４５－６７",
                "＋７９１６１２３４５６７",
                "+7 (916) 123–45—67",
                "+7 (916) 123‑45−67",
                "٧٩١٦١٢٣٤٥٦٧",
                "( +7 ) 916 1234567",
            })
    void readsEveryHabitOfWritingARussianMobile(String raw) {
        assertThat(numbers.parse(raw)).isEqualTo(new Accepted(OURS, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+375 29 123-45-67 | 375291234567",
                "00375291234567 | 375291234567",
                "+7 701 123 45 67 | 77011234567",
                "+998 90 123 45 67 | 998901234567",
                "+1 202-555-0143 | 12025550143",
                "+44 7911 123456 | 447911123456",
                "810375291234567 | 375291234567",
                "8-10-375-29-123-45-67 | 375291234567",
            })
    void readsOtherCountriesByPlusOrPrefix(String raw, long expected) {
        assertThat(numbers.parse(raw)).isEqualTo(new Accepted(expected, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8 916 123-45-67, 8 903 765-43-21",
                "8 916 123-45-67; +7 903 765-43-21",
                "89161234567/89037654321",
                "+79161234567 +79037654321",
                "+79161234567+79037654321",
                "8 916 123-45-67 8 903 765-43-21",
                "9161234567 9037654321",
                "8 916 123-45-67\n8 903 765-43-21",
                "8 495 123-45-67, 8 916 123-45-67",
                "нет, 8 916 123-45-67",
                "89161234567, 12",
            })
    void takesTheFirstUsableOfSeveral(String raw) {
        assertThat(numbers.parse(raw)).isEqualTo(new Accepted(OURS, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            nullValues = "null",
            value = {
                "null | EMPTY",
                "'' | EMPTY",
                "'   ' | EMPTY",
                "'\u00a0\u200b' | EMPTY",
                "7,9161E+10 | SCIENTIFIC",
                "7.9161E+10 | SCIENTIFIC",
                "7,9161e10 | SCIENTIFIC",
                "7,9161Е+10 | SCIENTIFIC",
                "7E+10 | SCIENTIFIC",
                "8 916 123-45-67 доб. 12 | EXTENSION",
                "8 916 123-45-67 доб.12 | EXTENSION",
                "89161234567 ext 3 | EXTENSION",
                "89161234567x3 | EXTENSION",
                "89161234567#3 | EXTENSION",
                "tel:+7-916-123-45-67;ext=5 | EXTENSION",
                "нет | LETTERS",
                "8916123456O | LETTERS",
                "8 916 123-45-67 Иван | LETTERS",
                "+ | LETTERS",
                "--- | LETTERS",
                ", | LETTERS",
                "ivan@example.com | LETTERS",
                "12345 | TOO_SHORT",
                "916123456 | TOO_SHORT",
                "8916123456 | NOT_IN_PLAN",
                "+7916123456 | TOO_SHORT",
                "891612345678 | TOO_LONG",
                "+791612345678 | TOO_LONG",
                "1234567890123456 | TOO_LONG",
                "375291234567 | OTHER_COUNTRY",
                "77011234567 | OTHER_COUNTRY",
                "8 701 123 45 67 | OTHER_COUNTRY",
                "8 (495) 123-45-67 | NOT_MOBILE",
                "8 800 555-35-35 | NOT_MOBILE",
                "+999 12345678 | NOT_IN_PLAN",
                "0000000000 | NOT_IN_PLAN",
            })
    void refusesWithTheReason(String raw, NumberRefusal reason) {
        assertThat(numbers.parse(raw))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void refusesAnAbsurdlyLongCellWithoutLookingAtItClosely() {
        assertThat(numbers.parse("1 ".repeat(1_000_000)))
                .isEqualTo(new Refused(NumberRefusal.TOO_LONG, "1000000"));
    }

    @Test
    void takesAnotherDefaultCountry() {
        Numbers belarus = new Numbers("BY");
        assertThat(belarus.parse("80291234567")).isEqualTo(new Accepted(375291234567L, false));
        assertThat(belarus.parse("+7 916 123-45-67")).isEqualTo(new Accepted(OURS, false));
        assertThat(belarus.parse("9161234567")).isInstanceOf(Refused.class);
    }

    @Test
    void refusesAnUnknownDefaultCountry() {
        assertThatThrownBy(() -> new NumberingConfiguration().numbers("Russia"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RU");
        assertThat(new NumberingConfiguration().numbers("RU").parse("9161234567"))
                .isEqualTo(new Accepted(OURS, false));
    }

    @ParameterizedTest
    @EnumSource(NumberRefusal.class)
    void hasAMessageInBothLanguages(NumberRefusal reason) {
        for (Locale language : new Locale[] {Locale.ROOT, Locale.ENGLISH}) {
            String pattern =
                    ResourceBundle.getBundle(
                                    "messages",
                                    language,
                                    ResourceBundle.Control.getNoFallbackControl(
                                            ResourceBundle.Control.FORMAT_PROPERTIES))
                            .getString(reason.messageKey());
            assertThat(MessageFormat.format(pattern, "12")).isNotBlank().doesNotContain("{");
            assertThat(pattern.codePoints().anyMatch(c -> c >= 'а' && c <= 'я'))
                    .isEqualTo(language == Locale.ROOT);
        }
    }
}
