package io.soroka.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Many made-up clients at once, written by the database itself. */
public final class Crowd {
    /** Three variables, one part. */
    public static final String ONE_PART =
            "{Имя|клиент}, к оплате {Долг|0} до {Срок оплаты|конца месяца}";

    /** The same with more words: two parts. */
    public static final String TWO_PARTS =
            "{Имя|Уважаемый клиент}, по вашему договору к оплате {Долг|0} рублей, пожалуйста, внесите эту сумму до {Срок оплаты|конца месяца}";

    private Crowd() {}

    /** Adds clients with distinct numbers to the only department. */
    public static void add(Connection db, int clients) throws SQLException {
        try (PreparedStatement insert =
                        db.prepareStatement(
                                """
                                insert into client (department_id, external_id, msisdn, first_name, last_name, city, debt, due_date,
                                                    created_at, updated_at)
                                select (select min(id) from department), 'B-' || n, 79000000000 + n,
                                       (array['Анна', 'Пётр', 'Екатерина', 'Ян'])[1 + n % 4],
                                       (array['Соло', 'Воро', 'Лебе', 'Голу', 'Жура', 'Снег', 'Гусе', 'Дроз', 'Тимо', 'Мели'])[1 + n % 10]
                                       || (array['ваш', 'дри', 'лен', 'мот', 'нич', 'пар', 'сан', 'тул', 'чер', 'шам'])[1 + n / 10 % 10]
                                       || (array['ов', 'ев', 'ин', 'ский', 'енко', 'юк'])[1 + n / 100 % 6],
                                       (array['Казань', 'Пермь', 'Орёл'])[1 + n % 3],
                                       (n % 9000) + 100, date '2026-12-01' + n % 30, now(), now()
                                  from generate_series(1, ?) n
                                """);
                Statement more = db.createStatement()) {
            insert.setInt(1, clients);
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
            more.execute("analyze client");
        }
    }
}
