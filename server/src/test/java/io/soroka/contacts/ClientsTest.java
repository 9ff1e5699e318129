package io.soroka.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.soroka.imports.ContactsFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClientsTest {

    private static final long NUMBER = 79161234567L;

    @Test
    void remembersOptOutsByNumber() {
        try (ContactsFixture contacts = new ContactsFixture()) {
            Clients clients = contacts.clients;
            assertThat(clients.isOptedOut(NUMBER)).isFalse();
            clients.optIn(NUMBER, "web");
            clients.optOut(NUMBER, "sms");
            clients.optOut(NUMBER, "sms");
            assertThat(clients.isOptedOut(NUMBER)).isTrue();
            assertThat(clients.isOptedOut(NUMBER + 1)).isFalse();
            clients.optIn(NUMBER, "web");
            assertThat(clients.isOptedOut(NUMBER)).isFalse();
            assertThat(
                            contacts.sql
                                    .sql(
                                            "select opted_out || ' ' || source from opt_out order by id")
                                    .query(String.class)
                                    .list())
                    .containsExactly("true sms", "false web");
        }
    }

    @Test
    void findsOnlyInTheOwnDepartment() {
        try (ContactsFixture contacts = new ContactsFixture()) {
            contacts.run("ID;Телефон;Имя\n1;9161234567;Оля\n");
            Client client = contacts.only();
            assertThat(contacts.clients.find(7, client.id())).contains(client);
            assertThat(contacts.clients.find(8, client.id())).isEmpty();
            assertThat(contacts.clients.find(7, client.id() + 1)).isEmpty();
            assertThat(contacts.clients.count(7)).isEqualTo(1);
            assertThat(contacts.clients.count(8)).isZero();
        }
    }

    /** Ten readers at once would otherwise wait for each other's. */
    @Test
    void aCardNeedsOneConnection() {
        try (ContactsFixture contacts = new ContactsFixture();
                HikariDataSource one = new HikariDataSource()) {
            contacts.run("ID;Телефон;Согласие\n1;9161234567;да\n");
            one.setJdbcUrl(contacts.database.url());
            one.setUsername(contacts.database.user());
            one.setPassword(contacts.database.password());
            one.setMaximumPoolSize(1);
            one.setConnectionTimeout(1_000);
            var card =
                    new ClientCards(JdbcClient.create(one), contacts.catalogue)
                            .find(7L, contacts.only().id());
            assertThat(card.orElseThrow().consents()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Соловьёва, Анна, Ивановна, , Соловьёва Анна Ивановна",
        "Соловьёва, Анна, , Анна Соловьёва, Соловьёва Анна",
        ", Анна, , Соловьёва А. И., Соловьёва А. И.",
        ", Анна, , , Анна",
        ", , , , "
    })
    void isCalledByTheFamilyNameFirst(
            String last, String first, String middle, String full, String name) {
        assertThat(Clients.name(last, first, middle, full)).isEqualTo(name);
    }

    @Test
    void recordsConsents() {
        try (ContactsFixture contacts = new ContactsFixture()) {
            contacts.run("ID;Телефон\n1;9161234567\n");
            long id = contacts.only().id();
            assertThat(contacts.consents.record(8, id, true, "web")).isFalse();
            assertThat(contacts.consents.record(7, id, true, "web")).isTrue();
            assertThat(contacts.consents.record(7, id, true, "web")).isTrue();
            assertThat(contacts.consents.record(7, id, false, "call")).isTrue();
            assertThat(contacts.only().values()).containsEntry("consent_advertising", false);
            assertThat(
                            contacts.sql
                                    .sql("select given || ' ' || source from consent order by id")
                                    .query(String.class)
                                    .list())
                    .containsExactly("true web", "false call");
        }
    }
}
