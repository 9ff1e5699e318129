package io.soroka.numbering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {
    @ParameterizedTest
    @CsvSource({
        "Asia/Omsk, Приморский край, 79161234567, Asia/Omsk",
        "UTC+6, , 79161234567, UTC+6",
        "nonsense, Приморский край, 79161234567, Asia/Vladivostok",
        ", Татарстан, 79161234567, Europe/Moscow",
        ", Республика Татарстан, 79161234567, Europe/Moscow",
        ", Пермский край, 79161234567, Asia/Yekaterinburg",
        ", Омская область, 79161234567, Asia/Omsk",
        ", Томская область, 79161234567, Asia/Krasnoyarsk",
        ", Калининградская область, 79161234567, Europe/Kaliningrad",
        ", г. Москва, 79161234567, Europe/Moscow",
        ", Ханты-Мансийский АО, 79161234567, Asia/Yekaterinburg",
        ", Орёл и Орловская обл., 375291234567, Europe/Minsk",
        ", , 77011234567, Asia/Almaty",
        ", , 998901234567, Asia/Tashkent",
        ", , 4915112345678, Europe/Berlin"
    })
    void theRecordCountsBeforeTheRegionAndTheRegionBeforeTheNumber(
            String record, String region, long number, String zone) {
        assertThat(Zones.find(record, region, number)).contains(ZoneId.of(zone));
    }

    @Test
    void aRussianMobileNumberDoesNotTell() {
        assertThat(Zones.find(null, null, 79161234567L)).isEmpty();
        assertThat(Zones.find(" ", " ", 7)).isEmpty();
        assertThat(Zones.find(null, "Атлантида", 12125551234L)).isEmpty();
    }
}
