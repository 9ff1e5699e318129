package io.soroka.contacts.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.contacts.Fields;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellReaderTest {

    private final CellReader cells =
            new CellReader(LocalDate.of(2026, 11, 24), ZoneId.of("Europe/Moscow"));

    private Cell read(String field, String raw) {
        return cells.read(Fields.standard().get(field), raw);
    }

    private void expect(String field, String raw, String expected) {
        Cell cell = read(field, raw);
        if (expected.startsWith("import.")) {
            assertThat(cell.problem()).isEqualTo(expected);
            assertThat(cell.value()).isNull();
        } else {
            assertThat(cell.problem()).isNull();
            assertThat(cell.value()).isEqualTo(expected.equals("nothing") ? null : expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 234,56 | 1234.56",
                "1234.56 | 1234.56",
                "1.234,56 | 1234.56",
                "1,234.56 | 1234.56",
                "1 234 567,8 | 1234567.80",
                "1.234.567 | 1234567.00",
                "1,234,567 | 1234567.00",
                "1,234,567.89 | 1234567.89",
                "1'234.50 | 1234.50",
                "12,5 | 12.50",
                "0 | 0.00",
                "0,125 | 0.13",
                "0.500 | 0.50",
                "1234,567 | 1234.57",
                "10 000 | 10000.00",
                "-5,10 | -5.10",
                "−5.1 | -5.10",
                "(1 234,56) | -1234.56",
                "+7 | 7.00",
                "100 ₽ | 100.00",
                "1 500,00 руб. | 1500.00",
                "99 р. | 99.00",
                "$12.30 | 12.30",
                "12. | 12.00",
                ",5 | 0.50",
                "999999999999999 | 999999999999999.00",
                "1,234 | import.cell.number-ambiguous",
                "1.234 | import.cell.number-ambiguous",
                "12 34 | import.cell.not-a-number",
                "1.23.4 | import.cell.not-a-number",
                "1,23,456 | import.cell.not-a-number",
                "1.234,567,8 | import.cell.not-a-number",
                "много | import.cell.not-a-number",
                "1e5 | import.cell.not-a-number",
                "--5 | import.cell.not-a-number",
                "NaN | nothing",
                "- | nothing",
                "1234567890123456 | import.cell.number-too-large",
            })
    void readsMoneyInEveryWriting(String raw, String expected) {
        expect("debt", raw, expected);
    }

    @Test
    void readsMoneyWithOddSpaces() {
        expect("debt", "1\u00a0234,56", "1234.56");
        expect("debt", "1\u202f234\u2009567,00", "1234567.00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1250 | 1250",
                "1250.0 | 1250.0",
                "12,5% | 12.5",
                "1.1234567 | 1.123457",
                "5,25 | 5.25",
                "x | import.cell.not-a-number",
            })
    void readsNumbers(String raw, String expected) {
        expect("discount", raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "25.11.2026 | 2026-11-25",
                "2026-11-25 | 2026-11-25",
                "25/11/2026 | 2026-11-25",
                "25-11-2026 | 2026-11-25",
                "25.11.26 | 2026-11-25",
                "5.1.2026 | 2026-01-05",
                "2026/11/25 | 2026-11-25",
                "2026.11.25 | 2026-11-25",
                "20261125 | 2026-11-25",
                "25.11.2026 г. | 2026-11-25",
                "25.11.2026 14:30 | 2026-11-25",
                "25.11.2026 14:30:59 | 2026-11-25",
                "2026-11-25T14:30:00Z | 2026-11-25",
                "2026-11-25T14:30:00.123+03:00 | 2026-11-25",
                "29.02.2024 | 2024-02-29",
                "01.01.46 | 2046-01-01",
                "25.11.46 | 1946-11-25",
                "01.01.85 | 1985-01-01",
                "11/25/2026 | import.cell.not-a-date",
                "31.02.2026 | import.cell.not-a-date",
                "29.02.2025 | import.cell.not-a-date",
                "25.11-2026 | import.cell.not-a-date",
                "25.11.2026 25:00 | import.cell.not-a-date",
                "25.11.2026 10:61 | import.cell.not-a-date",
                "завтра | import.cell.not-a-date",
                "45986 | import.cell.not-a-date",
                "25.11.1899 | import.cell.date-out-of-range",
                "01.01.1900 | 1900-01-01",
                "31.12.2100 | 2100-12-31",
                "01.01.2101 | import.cell.date-out-of-range",
                "#Н/Д | nothing",
            })
    void readsDays(String raw, String expected) {
        expect("due_date", raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "25.11.26 | 1926-11-25",
                "24.11.26 | 2026-11-24",
                "25.10.26 | 2026-10-25",
                "01.12.26 | 1926-12-01",
                "29.02.00 | 2000-02-29",
                "14.03.85 | 1985-03-14",
            })
    void takesABirthDateOfTwoDigitsForPast(String raw, String expected) {
        expect("birth_date", raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "25.11.2026 14:30 | 2026-11-25T11:30:00Z",
                "25.11.2026 | 2026-11-24T21:00:00Z",
                "2026-11-25T14:30:15Z | 2026-11-25T14:30:15Z",
                "2026-11-25 14:30:15+05:00 | 2026-11-25T09:30:15Z",
                "2026-11-25 14:30 +0500 | 2026-11-25T09:30:00Z",
                "2026-11-25 14:30:00+05 | 2026-11-25T09:30:00Z",
                "2026-11-25 14:30:00+99 | import.cell.not-a-date",
                "2026-13-25 14:30 | import.cell.not-a-date",
                "2026-11-25 24:30 | import.cell.not-a-date",
                "вчера | import.cell.not-a-date",
                "01.01.1800 00:00 | import.cell.date-out-of-range",
            })
    void readsMoments(String raw, String expected) {
        expect("last_visit", raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "да | t",
                "ДА | t",
                "Yes | t",
                "y | t",
                "1 | t",
                "true | t",
                "Истина | t",
                "+ | t",
                "нет | f",
                "No | f",
                "0 | f",
                "FALSE | f",
                "ложь | f",
                "- | f",
                "не согласен | f",
                "— | nothing",
                "NULL | nothing",
                "может быть | import.cell.not-yes-or-no",
            })
    void readsYesAndNo(String raw, String expected) {
        expect("consent_advertising", raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "м | male", "М | male", "муж. | male", "Мужской | male", "m | male",
                "MALE | male", "ж | female", "жен | female", "F | female", "female | female",
                "Женщина | female", "? | import.cell.not-a-sex", "5 | import.cell.not-a-sex",
            })
    void readsTheSex(String raw, String expected) {
        expect("sex", raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Asia/Omsk | Asia/Omsk",
                "UTC+5 | +05:00",
                "+5 | +05:00",
                "GMT-3:30 | -03:30",
                "МСК | Europe/Moscow",
                "МСК+2 | +05:00",
                "msk-1 | +02:00",
                "Марс | import.cell.not-a-time-zone",
                "UTC+55 | import.cell.not-a-time-zone",
            })
    void readsTimeZones(String raw, String expected) {
        expect("time_zone", raw, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1001 | 1001",
                "1001.0 | 1001",
                "'''0042' | 0042",
                "A-17/б | A-17/б",
                "5E2 | 5E2",
                "1,23E+15 | import.cell.id-scientific",
                "null | nothing",
                "'' | nothing",
            })
    void readsExternalIds(String raw, String expected) {
        expect("external_id", raw, expected);
    }

    @Test
    void readsTexts() {
        expect("email", "ivan@example.com", "ivan@example.com");
        expect("email", "ivan@@example", "import.cell.not-an-email");
        expect("city", "  Нижний\u00a0 Новгород\r\n", "Нижний Новгород");
        expect("city", "Каза\u0000нь\ufeff", "Казань");
        expect("city", "x\ud800y", "xy");
        expect("last_name", "Null", "Null");
        expect("city", "я".repeat(1000), "я".repeat(1000));
        expect("city", "я".repeat(1001), "import.cell.text-too-long");
        expect("external_id", "1".repeat(201), "import.cell.text-too-long");
        expect("external_id", "'", "nothing");
        expect("city", " \t\u00a0 ", "nothing");
        expect("city", "Санкт Петербург", "Санкт Петербург");
        expect("city", "Санкт  Петербург", "Санкт Петербург");
        expect("city", "«Бор» № 5", "«Бор» № 5");
    }

    private void typed(String field, @Nullable Object value, @Nullable String expected) {
        Cell cell = cells.readTyped(Fields.standard().get(field), value);
        assertThat(cell.problem() == null ? cell.value() : cell.problem()).isEqualTo(expected);
    }

    @Test
    void takesWhatHasATypeAtItsWord() {
        typed("debt", new BigDecimal("1.234"), "1.23");
        typed("debt", new BigDecimal("-0.125"), "-0.13");
        typed("debt", new BigDecimal("1E+3"), "1000.00");
        typed("debt", new BigDecimal("1E+15"), "import.cell.number-too-large");
        typed("debt", new BigDecimal("1E+2000000000"), "import.cell.number-too-large");
        typed("debt", "1,50", "1.50");
        typed("debt", "NaN", null);
        typed("bonus_points", new BigDecimal("1.234"), "1.234");
        typed("bonus_points", new BigDecimal("0.1234567"), "0.123457");
        typed("external_id", new BigDecimal("42.00"), "42");
        typed("city", new BigDecimal("7"), "7");
        typed("app_user", true, "t");
        typed("app_user", false, "f");
        typed("app_user", BigDecimal.ONE, "t");
        typed("app_user", BigDecimal.TEN, "import.cell.not-yes-or-no");
        typed("city", true, "true");
        LocalDate day = LocalDate.of(2026, 11, 1);
        typed("due_date", day, "2026-11-01");
        typed("last_visit", day, "2026-10-31T21:00:00Z");
        typed("last_visit", day.atTime(10, 20), "2026-11-01T07:20:00Z");
        typed("due_date", day.atTime(23, 59), "2026-11-01");
        OffsetDateTime moment = OffsetDateTime.parse("2026-11-01T23:30:00Z");
        typed("last_visit", moment, "2026-11-01T23:30:00Z");
        // Half past two of the next day in Moscow.
        typed("due_date", moment, "2026-11-02");
        typed("city", day, "2026-11-01");
        typed("due_date", LocalDate.MAX, "import.cell.date-out-of-range");
        typed("last_visit", OffsetDateTime.MAX, "import.cell.date-out-of-range");
        typed("due_date", BigDecimal.ONE, "import.cell.not-a-date");
        typed("sex", "Ж", "female");
        typed("city", null, null);
    }
}
