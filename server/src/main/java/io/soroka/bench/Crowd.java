package io.soroka.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** Many made-up clients at once, written by the database itself. */
public final class Crowd {
    /** Three variables, one part. */
    public static final String ONE_PART =
            "{Имя|клиент}, к оплате {Долг|0} до {Срок оплаты|конца месяца}";

    /** The same with more words: two parts. */
    public static final String TWO_PARTS =
            "{Имя|Уважаемый клиент}, по вашему договору к оплате {Долг|0} рублей, пожалуйста, внесите эту сумму до {Срок оплаты|конца месяца}";

    /** Where those live who get a campaign before. */
    private static final String OTHER_CITY = "Тверь";

    /** Those whom {@link #add} adds. */
    static final Map<String, ?> CROWD =
            Map.of("field", "city", "is", "in", "values", List.of("Казань", "Пермь", "Орёл"));

    /** Those whom {@link #addOthers} adds. */
    static final Map<String, ?> OTHERS =
            Map.of("field", "city", "is", "in", "values", List.of(OTHER_CITY));

    private static final long FIRST_NUMBER = 79_000_000_000L;
    private static final long FIRST_OTHER_NUMBER = 79_500_000_000L;

    private static final long FIRST_ALARMED_NUMBER = 79_600_000_000L;
    private static final String ALARMED_CITY = "Тула ";

    private Crowd() {}

    /** The group of this number among those whom {@link #addAlarmed} adds. */
    static Map<String, ?> alarmed(int group) {
        return Map.of("field", "city", "is", "in", "values", List.of(ALARMED_CITY + group));
    }

    /** Adds groups of people who get alarms, with numbers of their own. */
    static void addAlarmed(Connection db, int groups, int people) throws SQLException {
        for (int group = 1; group <= groups; group++) {
            add(
                    db,
                    people,
                    "A" + group + "-",
                    FIRST_ALARMED_NUMBER + (long) group * people,
                    ALARMED_CITY + group);
        }
    }

    /** Adds clients with distinct numbers to the only department. */
    public static void add(Connection db, int clients) throws SQLException {
        add(db, clients, "B-", FIRST_NUMBER, "Казань", "Пермь", "Орёл");
    }

    /** Adds other clients, with other numbers. */
    static void addOthers(Connection db, int clients) throws SQLException {
        add(db, clients, "O-", FIRST_OTHER_NUMBER, OTHER_CITY);
    }

    private static void add(
            Connection db, int clients, String ids, long firstNumber, String... cities)
            throws SQLException {
        try (PreparedStatement insert =
                        db.prepareStatement(
                                """
                                insert into client (department_id, external_id, msisdn, first_name, last_name, city, debt, due_date,
                                                    created_at, updated_at)
                                select (select min(id) from department), ? || n, ? + n,
                                       (array['Анна', 'Пётр', 'Екатерина', 'Ян'])[1 + n % 4],
                                       (array['Соло', 'Воро', 'Лебе', 'Голу', 'Жура', 'Снег', 'Гусе', 'Дроз', 'Тимо', 'Мели'])[1 + n % 10]
                                       || (array['ваш', 'дри', 'лен', 'мот', 'нич', 'пар', 'сан', 'тул', 'чер', 'шам'])[1 + n / 10 % 10]
                                       || (array['ов', 'ев', 'ин', 'ский', 'енко', 'юк'])[1 + n / 100 % 6],
                                       (?::text[])[1 + n % cardinality(?::text[])],
                                       (n % 9000) + 100, date '2026-12-01' + n % 30, now(), now()
                                  from generate_series(1, ?) n
                                """);
                Statement more = db.createStatement()) {
            Array names = db.createArrayOf("text", cities);
            insert.setString(1, ids);
            insert.setLong(2, firstNumber);
            insert.setArray(3, names);
            insert.setArray(4, names);
            insert.setInt(5, clients);
            insert.executeUpdate();
            // As an import does, so that a name with a mistake in it is found.
            more.execute(
                    """
                    insert into name_word (department_id, word)
                    select distinct department_id, word
                      from client, unnest(name_words(last_name, first_name, null, null)) word
                     where word is not null
                    on conflict do nothing
                    """);
            // As it is with clients of old: or the database would do it while it is measured.
            more.execute("vacuum analyze client");
        }
    }
}
