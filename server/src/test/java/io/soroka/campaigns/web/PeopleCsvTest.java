package io.soroka.campaigns.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleCsvTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Анна|Анна",
                "=1+1|'=1+1",
                "+7 ··· ··· 18-40|'+7 ··· ··· 18-40",
                "-2|'-2",
                "@SUM(A1)|'@SUM(A1)",
                "=HYPERLINK(\"x\";\"y\")|\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\"",
                "a;b|\"a;b\"",
                "a\"b|\"a\"\"b\"",
                "a=b|a=b"
            })
    void nothingIsAFormula(String value, String cell) {
        assertThat(PeopleCsv.cell(value)).isEqualTo(cell);
    }
}
