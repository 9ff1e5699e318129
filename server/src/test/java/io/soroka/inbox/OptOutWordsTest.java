package io.soroka.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "СТОП",
                "стоп",
                " Стоп! ",
                "Стоп.",
                "СТОП!!!",
                "стоп спасибо",
                "Стоп, спасибо.",
                "Stop. Thank you",
                "STOP",
                "stop please",
                "Отписка",
                "ОТПИСАТЬСЯ",
                "отпишите меня",
                "НЕТ",
                "отказ",
                "не пишите",
                "Не пишите мне больше!",
                "пожалуйста, не присылайте рекламу",
                "не шлите смс",
                "unsubscribe",
                "please unsubscribe me",
                "QUIT",
                "end",
                "cancel",
                "opt out",
                "opt-out",
                "OptOut",
                "Don't text me",
                "stop texting me",
                "CTOП",
                "CTOP",
                "стоп рассылка",
                "стоп смс",
                "\"СТОП\"",
                "revoke",
                "STOPALL"
            })
    void asksForNoMore(String text) {
        assertThat(OptOutWords.in(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "да",
                "Спасибо",
                "спасибо!",
                "thanks",
                "Когда стоп-кран починят?",
                "Нет, приду завтра",
                "ок",
                "stop by at 5?",
                "я на остановке",
                "Конец месяца устроит?",
                "The end of the month is fine",
                "1",
                "👍",
                "отказов не было",
                "нету времени"
            })
    void isAnAnswerLikeAnyOther(String text) {
        assertThat(OptOutWords.in(text)).isFalse();
    }
}
