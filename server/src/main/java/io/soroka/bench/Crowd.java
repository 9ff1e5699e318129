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
                                       (array['Анна', 'Пётр', 'Екатерина', 'Ян'])[1 + n % 4], 'Сорокина',
                                       (array['Казань', 'Пермь', 'Орёл'])[1 + n % 3],
                                       (n % 9000) + 100, date '2026-12-01' + n % 30, now(), now()
                                  from generate_series(1, ?) n
                                """);
                Statement analyse = db.createStatement()) {
            insert.setInt(1, clients);
            insert.executeUpdate();
            analyse.execute("analyze client");
        }
    }
}
