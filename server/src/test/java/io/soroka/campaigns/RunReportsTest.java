package io.soroka.campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.delivery.Fates.Cause;
import io.soroka.delivery.Fates.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Points of a time-line, and words for failures. */
class RunReportsTest {
    private static final Locale RUSSIAN = Locale.of("ru");

    @Test
    void aTimelineHasFewPointsAndLosesNothing() {
        var random = new Random(3);
        for (long span : List.of(1L, 199L, 200L, 201L, 5_000L, 100_000L, 2_000_000L)) {
            var minutes = new TreeMap<Instant, long[]>();
            long sum = 0;
            for (int i = 0; i < 50; i++) {
                long minute = 29_000_000 + random.nextLong(span);
                long count = random.nextInt(1, 9);
                minutes.computeIfAbsent(Instant.ofEpochSecond(minute * 60), ignored -> new long[3])[
                                0] +=
                        count;
                sum += count;
            }
            List<RunReports.Point> points = RunReports.timeline(minutes);
            assertThat(points).as("span " + span).hasSizeBetween(1, 201);
            assertThat(points.stream().mapToLong(RunReports.Point::submitted).sum()).isEqualTo(sum);
        }
        assertThat(RunReports.timeline(new TreeMap<>())).isEmpty();
    }

    @Test
    void codesBecomeWords() {
        assertThat(text(Kind.REFUSED, "0x0B")).isEqualTo("Такого номера не существует.");
        assertThat(text(Kind.REFUSED, "0x1234"))
                .isEqualTo("Код 0x1234 оператора Север. Спросите у оператора, что он значит.");
        assertThat(text(Kind.REFUSED, null)).startsWith("Север не принимает");
        assertThat(text(Kind.UNDELIVERED, "027")).isEqualTo("Телефон выключен или вне сети.");
        assertThat(text(Kind.UNDELIVERED, "777")).startsWith("Код 777 оператора Север.");
        assertThat(text(Kind.UNDELIVERED, "000")).contains("не сказал почему");
        assertThat(text(Kind.REJECTED, "x1")).startsWith("Код x1 ");
        assertThat(text(Kind.REJECTED, null)).contains("отклонил");
        for (Kind kind : List.of(Kind.EXPIRED, Kind.DELETED, Kind.UNKNOWN)) {
            assertThat(text(kind, null)).endsWith(".");
        }
        assertThat(Reasons.of((Cause) null, null, RUSSIAN).code()).isEqualTo("stopped-halfway");
    }

    private static String text(Kind kind, String code) {
        return Reasons.of(new Cause(kind, code), "Север", RUSSIAN).text();
    }
}
