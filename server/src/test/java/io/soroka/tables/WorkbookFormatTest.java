package io.soroka.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkbookFormatTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "dd.mm.yyyy,true",
                "[$-419]d mmm;@,true",
                "yyyy,true",
                "ДД.ММ.ГГГГ,true",
                "0.00,false",
                "#,false",
                "General,false",
                "\"day\" 0,false",
                "[Red]0\\d\\m,false",
                "h:mm,false"
            })
    void knowsFormatsOfDates(String format, boolean date) {
        assertThat(Workbook.isDate(format)).isEqualTo(date);
    }
}
