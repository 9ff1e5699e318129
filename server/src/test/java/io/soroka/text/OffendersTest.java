package io.soroka.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffendersTest {
    @Test
    void a_cyrillic_letter_in_a_latin_text_is_named() {
        assertThat(Texts.offenders("Your Сard is ready"))
                .containsExactly(new Offender(5, "С", "C"));
    }

    @Test
    void positions_count_utf_16_units() {
        assertThat(Texts.offenders("Hi 😀 there – “you”"))
                .containsExactly(
                        new Offender(3, "😀", null),
                        new Offender(12, "–", "-"),
                        new Offender(14, "“", "\""),
                        new Offender(18, "”", "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    Hello, world;                        ''
                    Привет, мир;                         ''
                    Привет, Ivan – ваш заказ;            ''
                    Order – готов;                       –готов
                    ab яв;                               яв
                    ab яве;                              ''
                    – …;                                 –…
                    ŁŁŁ ж;                               ''
                    ŁŁŁ a;                               ŁŁŁ
                    😀😀;                                😀😀
                    𝐀𝐁𝐂 ж;                               ''
                    """)
    void only_a_mostly_latin_text_has_offenders(String text, String offending) {
        assertThat(
                        Texts.offenders(text).stream()
                                .map(Offender::character)
                                .collect(Collectors.joining()))
                .isEqualTo(offending);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    “a” „b‟ «c»;                 "a" "b" "c"
                    it’s ‘so’ ‚x‛ `y´ ‹z›;       it's 'so' 'x' 'y' 'z'
                    a–b—c‑d−e‒f―g‐h;             a-b-c-d-e-f-g-h
                    wait…;                       wait...
                    a@b.example – c;             a@b.example - c
                    a\u00A0b\u202Fc\u2009d;      a b c d
                    a\u00ADb\u200Bc\uFEFFd;      abcd
                    no 1 → 2 ←;                  no 1 > 2 <
                    No: №5;                      No: No5
                    (c) © ® ™ ×;                 (c) (c) (R) TM x
                    a¼ ½ ¾;                      a1/4 1/2 3/4
                    temp 20°C;                   temp 20degC
                    100 ₽ or ₴ or ₸ or ₹;        100 RUB or UAH or KZT or INR
                    •a ·b;                       *a *b
                    café façade naïve;           café facade naive
                    Łódź œuvre Œ đ Đ ð Ð ı ẞ;    Lodz oeuvre OE d D d D i SS
                    þorn Þorn ħ Ħ;               thorn Thorn h H
                    ﬁne ｆｕｌｌ ①;                 fine full 1
                    ae\u0301;                    ae
                    x ≤ y ≥ z ≠ w ≈ v ± u;       x <= y >= z != w ~ v +/- u
                    a ÷ b ⁄ c ∕ d;               a / b / c / d
                    µm ¢ ¦;                      um c |
                    sale 😀 now;                 sale 😀 now
                    𝐁old;                        Bold
                    Сall МТС now please;         Call MTC now please
                    reply СТОП or stop;          reply STOP or stop
                    shop Ромашка is open today;  shop Romashka is open today
                    Pомашка is open today;       Pomashka is open today
                    your аccount, Нello, Хbox;   your account, Hello, Xbox
                    ёlka is a good word;         elka is a good word
                    ѕі this is Latin;            si this is Latin
                    """)
    void one_click_makes_it_gsm_7(String text, String fixed) {
        assertThat(Texts.replaceOffenders(text)).isEqualTo(fixed);
    }

    @Test
    void tabs_and_line_separators_become_plain_ones() {
        assertThat(Texts.replaceOffenders("a\tb\u2028c\u2029d\u0085e\u000Bf"))
                .isEqualTo("a b\nc\nd\ne\nf");
    }

    @Test
    void every_look_alike_has_its_twin() {
        String twins = "АВЕКМНОРСТУХЅІЈаеорсухѕіј";
        // Each stands alone, between marks, so that no neighbour decides for it.
        String text = "Latin letters " + String.join(".", twins.split("")) + " the end of it all";
        assertThat(Texts.replaceOffenders(text))
                .isEqualTo(
                        "Latin letters A.B.E.K.M.H.O.P.C.T.Y.X.S.I.J.a.e.o.p.c.y.x.s.i.j the end of it all");
    }
}
