package io.soroka.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransliterationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    Щукин Юрий;                       Shchukin Iurii
                    ЩУКИН ЮРИЙ;                       SHCHUKIN IURII
                    Подъезд;                          Podieezd
                    Наталья;                          Natalia
                    Ёлка, ёж;                         Elka, ezh
                    Хабаровск Цой Чита Шуя;           Khabarovsk Tsoi Chita Shuia
                    Ваш заказ № 5 готов;              Vash zakaz No 5 gotov
                    «Сорока» — птица…;                "Soroka" - ptitsa...
                    Київ, Мінськ, Ґанок, Єва, Ўладзя; Kiiv, Minsk, Ganok, Ieva, Uladzia
                    Я;                                Ia
                    БОРЩ;                             BORSHCH
                    БорЩ;                             BorShch
                    Щ5;                               Shch5
                    ЯЩ;                               IASHCH
                    Жж;                               Zhzh
                    ОБЪЁМ;                            OBIEEM
                    Plain Latin [€] stays;            Plain Latin [€] stays
                    Привет 😀;                        Privet 😀
                    Қазақ;                            Қazaқ
                    Строит и\u0306од;                 Stroit iod
                    """)
    void russian_is_spelt_as_in_passports(String text, String latin) {
        assertThat(Texts.transliterate(text)).isEqualTo(latin);
    }

    @Test
    void the_whole_alphabet_follows_the_table_of_doc_9303() {
        assertThat(
                        Texts.transliterate(
                                "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я"))
                .isEqualTo(
                        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y  e iu ia");
        assertThat(Texts.transliterate("Ж Х Ц Ч Ш Щ Ъ Ь Ю Я"))
                .isEqualTo("Zh Kh Ts Ch Sh Shch Ie  Iu Ia");
    }

    @Test
    void the_two_part_example_becomes_one_part() {
        String russian =
                "Уважаемый клиент! Ваш заказ готов к выдаче, ждём вас каждый день до 21:00 по адресу ул. Мира, 5. Не забудьте взять паспорт, СТОП";
        assertThat(Texts.parts(russian)).isEqualTo(2);
        String latin = Texts.transliterate(russian);
        assertThat(Texts.measure(latin).alphabet()).isEqualTo(Alphabet.GSM7);
        assertThat(Texts.parts(latin)).isEqualTo(1);
    }
}
