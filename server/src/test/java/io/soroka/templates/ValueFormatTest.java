package io.soroka.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    1234.56;    1 234,56;      1,234.56
                    1234.5;     1 234,50;      1,234.50
                    1234.00;    1 234;         1,234
                    999;        999;           999
                    1000;       1 000;         1,000
                    0;          0;             0
                    0.00;       0;             0
                    0.5;        0,50;          0.50
                    0.005;      0,01;          0.01
                    -0.004;     0;             0
                    1999.995;   2 000;         2,000
                    -1234567.8; -1 234 567,80; -1,234,567.80
                    1E+6;       1 000 000;     1,000,000
                    123456;     123 456;       123,456
                    1E+999999;  1E+999999;     1E+999999
                    1E-999999;  1E-999999;     1E-999999
                    """)
    void money(BigDecimal value, String russian, String english) {
        assertThat(ValueFormat.RUSSIAN.money(value)).isEqualTo(russian);
        assertThat(ValueFormat.ENGLISH.money(value)).isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    2026;       2026;          2026
                    12905;      12 905;        12,905
                    1234.5678;  1234,5678;     1234.5678
                    12345.10;   12 345,1;      12,345.1
                    -7;         -7;            -7
                    0.000;      0;             0
                    1.20;       1,2;           1.2
                    100;        100;           100
                    1E+7;       10 000 000;    10,000,000
                    1E+50;      1E+50;         1E+50
                    """)
    void number(BigDecimal value, String russian, String english) {
        assertThat(ValueFormat.RUSSIAN.number(value)).isEqualTo(russian);
        assertThat(ValueFormat.ENGLISH.number(value)).isEqualTo(english);
    }

    @Test
    void dates() {
        assertThat(ValueFormat.RUSSIAN.date(LocalDate.of(2026, 11, 25))).isEqualTo("25.11.2026");
        assertThat(ValueFormat.RUSSIAN.date(LocalDate.of(2026, 1, 2))).isEqualTo("02.01.2026");
        assertThat(ValueFormat.ENGLISH.date(LocalDate.of(2026, 11, 25))).isEqualTo("25 Nov 2026");
        assertThat(ValueFormat.ENGLISH.date(LocalDate.of(2026, 9, 2))).isEqualTo("2 Sep 2026");
    }

    @Test
    void yes_and_no() {
        assertThat(ValueFormat.RUSSIAN.yesNo(true)).isEqualTo("да");
        assertThat(ValueFormat.RUSSIAN.yesNo(false)).isEqualTo("нет");
        assertThat(ValueFormat.ENGLISH.yesNo(true)).isEqualTo("yes");
        assertThat(ValueFormat.ENGLISH.yesNo(false)).isEqualTo("no");
    }

    @Test
    void a_language_has_its_format() {
        assertThat(ValueFormat.of(Locale.UK)).isEqualTo(ValueFormat.ENGLISH);
        assertThat(ValueFormat.of(Locale.of("ru"))).isEqualTo(ValueFormat.RUSSIAN);
        assertThat(ValueFormat.of(Locale.GERMANY)).isEqualTo(ValueFormat.RUSSIAN);
    }

    @Property
    void a_written_number_reads_back(@ForAll BigDecimal value) {
        String written = ValueFormat.RUSSIAN.number(value);
        assertThat(new BigDecimal(written.replace(" ", "").replace(',', '.')))
                .isEqualByComparingTo(value);
    }

    @Property
    void english_differs_only_in_its_marks(
            @ForAll @BigRange(min = "-1e30", max = "1e30") BigDecimal value) {
        String russian = ValueFormat.RUSSIAN.money(value);
        assertThat(ValueFormat.ENGLISH.money(value))
                .isEqualTo(russian.replace(',', '.').replace(' ', ','));
        // Any other character could cost a Latin message its alphabet.
        assertThat(russian).matches("-?\\d{1,3}( \\d{3})*(,\\d\\d)?");
    }
}
