package io.soroka.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1 минуту, 1 minute",
        "2, 2 минуты, 2 minutes",
        "4, 4 минуты, 4 minutes",
        "5, 5 минут, 5 minutes",
        "10, 10 минут, 10 minutes",
        "11, 11 минут, 11 minutes",
        "14, 14 минут, 14 minutes",
        "21, 21 минуту, 21 minutes",
        "22, 22 минуты, 22 minutes",
        "111, 111 минут, 111 minutes",
        "0, 0 минут, 0 minutes"
    })
    void counted_things_follow_the_language(long number, String russian, String english) {
        assertThat(Messages.counted(Locale.of("ru", "RU"), "wait.minutes", number))
                .isEqualTo(russian);
        assertThat(Messages.counted(Locale.UK, "wait.minutes", number)).isEqualTo(english);
    }

    @Test
    void a_counted_thing_can_be_an_argument() {
        assertThat(
                        Messages.text(
                                Locale.ENGLISH,
                                "problem.login-locked.detail",
                                new Messages.Counted("wait.minutes", 1)))
                .isEqualTo("There were too many wrong attempts. Try again in 1 minute.");
    }

    @Test
    void both_languages_have_every_sentence() throws IOException {
        // English has no form of its own for two to four.
        var russian = keys("/messages.properties");
        russian.removeIf(key -> key.endsWith(".few"));
        assertThat(keys("/messages_en.properties")).isEqualTo(russian);
    }

    @Test
    void an_apostrophe_never_swallows_an_argument() throws IOException {
        for (String file : new String[] {"/messages.properties", "/messages_en.properties"}) {
            bundle(file)
                    .forEach((key, text) ->
                            assertThat(text.toString().replaceAll("'[{}]+'", ""))
                                    .as(key.toString())
                                    .doesNotContain("'"));
        }
    }

    private static TreeSet<String> keys(String name) throws IOException {
        return new TreeSet<>(bundle(name).stringPropertyNames());
    }

    private static Properties bundle(String name) throws IOException {
        Properties bundle = new Properties();
        try (Reader reader =
                new InputStreamReader(
                        Objects.requireNonNull(MessagesTest.class.getResourceAsStream(name)),
                        StandardCharsets.UTF_8)) {
            bundle.load(reader);
        }
        return bundle;
    }
}
