package io.soroka.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.TestDatabase;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldsTest {

    @ParameterizedTest
    @CsvSource({
        "Телефон, phone",
        "ТЕЛЕФОН, phone",
        "Мобильный, phone",
        "моб.тел, phone",
        "моб. тел., phone",
        "phone, phone",
        "MSISDN, phone",
        "Phone_Number, phone",
        "№ договора, contract_number",
        "ФИО, full_name",
        "Имя, first_name",
        "First Name, first_name",
        "first_name, first_name",
        "Город, city",
        "Дата рождения, birth_date",
        "Birthday, birth_date",
        "Долг, debt",
        "Сумма долга, debt",
        "Срок оплаты, due_date",
        "Баланс, balance",
        "Пол, sex",
        "E-mail, email",
        "ID клиента, external_id",
        "Согласие на рекламу, consent_advertising",
        "Счёт, ",
    })
    void guessesHeaders(String header, String key) {
        assertThat(Fields.standard().guess(header).map(Field::key).orElse(null)).isEqualTo(key);
    }

    @Test
    void findsByKeyAndByEitherTitle() {
        for (Field field : Fields.standard().every()) {
            assertThat(Fields.standard().find(field.key())).contains(field);
            assertThat(Fields.standard().find(field.titleRu().toUpperCase(java.util.Locale.ROOT)))
                    .contains(field);
            assertThat(Fields.standard().find(" " + field.titleEn())).contains(field);
        }
        assertThat(Fields.standard().find("msisdn; drop table client")).isEmpty();
        assertThat(Fields.standard().find("")).isEmpty();
    }

    @Test
    void hearsAPhoneInLongerHeaders() {
        assertThat(Fields.soundsLikePhone("Телефон 2 (доп.)")).isTrue();
        assertThat(Fields.soundsLikePhone("Client phone #1")).isTrue();
        assertThat(Fields.soundsLikePhone("Город")).isFalse();
    }

    @Test
    void hasAColumnOfTheRightTypeForEachField() {
        try (TestDatabase database = TestDatabase.fresh()) {
            Set<String> expected = new HashSet<>();
            for (Field field : Fields.standard().every()) {
                String type = field.type().sqlType().replaceAll("\\(.*", "");
                expected.add(
                        field.column()
                                + " "
                                + (type.equals("timestamptz") ? "timestamp with time zone" : type));
            }
            Set<String> columns =
                    new HashSet<>(
                            database.sql()
                                    .sql(
                                            """
                                            select column_name || ' ' || data_type
                                            from information_schema.columns
                                            where table_name = 'client' and column_name not in
                                                ('id', 'department_id', 'created_at', 'updated_at', 'import_id')
                                            """)
                                    .query(String.class)
                                    .list());
            assertThat(columns).isEqualTo(expected);
            assertThat(expected.size()).isGreaterThanOrEqualTo(27);
        }
    }
}
