package io.soroka.bench;

import io.soroka.platform.Ids;
import io.soroka.platform.Partitions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;

/**
 * A company of any size with 25 fields filled, ten events and five messages a client, all made up
 * by the database itself and the same in every run.
 */
final class SegmentsData {
    private static final int EVENTS_A_CLIENT = 10;
    private static final int MESSAGES_A_CLIENT = 5;
    private static final int CAMPAIGNS = 40;
    private static final int DAYS_OF_MESSAGES = 120;
    private static final int MONTHS_OF_EVENTS = 13;

    private final Connection db;
    private final long department;
    private final int clients;
    private final LocalDate today;
    private final ZoneId zone;
    private final Consumer<String> progress;

    SegmentsData(
            Connection db,
            long department,
            int clients,
            LocalDate today,
            ZoneId zone,
            Consumer<String> progress) {
        this.db = db;
        this.department = department;
        this.clients = clients;
        this.today = today;
        this.zone = zone;
        this.progress = progress;
    }

    void make() throws SQLException {
        run("select setseed(0.42)");
        // Not read by conditions, and dear to fill.
        run("drop index client_name");
        clients();
        optOuts();
        events();
        messages();
        progress.accept("Analysing …");
        run("vacuum analyze");
    }

    private void run(String statement) throws SQLException {
        try (Statement one = db.createStatement()) {
            one.execute(
                    statement
                            .replace(":department", Long.toString(department))
                            .replace(":clients", Integer.toString(clients))
                            .replace(":today", "date '" + today + "'"));
        }
    }

    private void clients() throws SQLException {
        progress.accept("Making %,d clients …".formatted(clients));
        run(
                """
                insert into client (id, department_id, external_id, msisdn, last_name, first_name, middle_name, birth_date,
                    sex, city, region, language, product, status, balance, debt, due_date, last_payment_date,
                    last_payment_amount, credit_limit, tariff, branch, value_group, registration_date, last_visit,
                    bonus_points, orders_count, app_user, consent_advertising, created_at, updated_at)
                overriding system value
                select g, :department, 'C' || g, 79000000000 + g * 37, 'Фамилия ' || g % 5000, 'Имя ' || g % 300,
                       'Отчество ' || g % 300, date '1950-01-01' + (random() * 20000)::int,
                       case when random() < 0.5 then 'male' else 'female' end,
                       'Город ' || floor(power(random(), 2) * 60), 'Область ' || floor(random() * 80), 'ru',
                       'Продукт ' || floor(random() * 8), 'статус ' || floor(random() * 4),
                       round((random() * 100000)::numeric, 2),
                       case when random() < 0.3 then round((random() * 50000)::numeric, 2) end,
                       case when random() < 0.3 then :today + (random() * 60 - 30)::int end,
                       :today - (random() * 400)::int, round((random() * 9000)::numeric, 2), 50000,
                       'Тариф ' || floor(random() * 10), 'Филиал ' || floor(random() * 50),
                       'группа ' || floor(random() * 5), :today - (random() * 3000)::int,
                       :today - random() * interval '400 days', floor(random() * 1000), floor(random() * 50),
                       random() < 0.4, random() < 0.7, now(), now()
                  from generate_series(1, :clients) g
                """);
    }

    private void optOuts() throws SQLException {
        run(
                """
                insert into opt_out (msisdn, opted_out, source, at)
                select msisdn, true, 'sms', now() from client where id % 61 = 0
                """);
    }

    /** Their indexes are built when they are attached, which is quicker. */
    private void events() throws SQLException {
        progress.accept("Making %,d events …".formatted((long) clients * EVENTS_A_CLIENT));
        YearMonth first = YearMonth.from(today).minusMonths(MONTHS_OF_EVENTS - 1L);
        for (int i = 0; i < MONTHS_OF_EVENTS; i++) {
            YearMonth month = first.plusMonths(i);
            String name = "client_event_%d%02d".formatted(month.getYear(), month.getMonthValue());
            run("create table %s (like client_event including defaults)".formatted(name));
            run(
                    """
                    insert into %s (client_id, at, department_id, kind, amount, external_id, attributes)
                    select client, at, :department, (select id from event_kind where key = kind), amount,
                           'E%s' || n, case when kind = 'purchase'
                               then jsonb_build_object('shop', 'Магазин ' || floor(random() * 30), 'items', 1 + floor(random() * 9)) end
                      from (select n, 1 + floor(power(random(), 2) * :clients)::bigint as client,
                                   greatest(timestamptz '%s-01Z', least(:today, date '%s-01') - random() * (least(:today, date '%4$s-01') - date '%3$s-01') * interval '1 day') as at,
                                   (array['payment', 'visit', 'login', 'purchase', 'application', 'complaint', 'call'])
                                       [width_bucket(random(), array[0, 0.25, 0.4, 0.7, 0.85, 0.93, 0.95])] as kind,
                                   round((random() * 5000)::numeric, 2) as amount
                              from generate_series(1, %d) n) made
                     where client <= :clients
                     order by client
                    """
                            .formatted(
                                    name,
                                    month.toString(),
                                    month,
                                    month.plusMonths(1),
                                    (long) clients * EVENTS_A_CLIENT / MONTHS_OF_EVENTS));
            run(
                    "alter table client_event attach partition %s for values from ('%s-01Z') to ('%s-01Z')"
                            .formatted(name, month, month.plusMonths(1)));
        }
    }

    /** Each campaign reached an eighth of the clients, some of whom answered. */
    private void messages() throws SQLException {
        progress.accept("Making %,d messages …".formatted((long) clients * MESSAGES_A_CLIENT));
        int each = clients / (CAMPAIGNS / MESSAGES_A_CLIENT);
        for (int campaign = 1; campaign <= CAMPAIGNS; campaign++) {
            LocalDate day =
                    today.minusDays((long) (CAMPAIGNS - campaign) * DAYS_OF_MESSAGES / CAMPAIGNS);
            long first = Ids.floor(day.atTime(12, 0).atZone(zone).toInstant());
            partitions(YearMonth.from(day));
            campaign(campaign, first);
            run(
                    """
                    insert into message (id, department_id, run_id, client_id, msisdn, class, parts, sender, text)
                    select %d + row_number() over (order by id), :department, %1$d, id, msisdn, 3, 1, 'Soroka',
                           'Здравствуйте! Ваша скидка ждёт вас до конца недели.'
                      from client where mod(hashint8extended(id, %d) & 1023, %d) = 0
                    """
                            .formatted(first, campaign, clients / each));
            run(
                    """
                    insert into run_person (run_id, step, person_id, message_id)
                    select run_id, 0, client_id, id from message where run_id = %d and id > %1$d and id < %1$d + %d
                    """
                            .formatted(first, clients + 1));
            // One in eleven failed.
            run(
                    """
                    insert into run_outcome (run_id, client_id, message_id, fate)
                    select run_id, client_id, id, case when id %% 11 = 0 then 1 + id %% 5 else 0 end
                      from message where run_id = %d and id > %1$d and id < %1$d + %d
                    """
                            .formatted(first, clients + 1));
            run(
                    """
                    insert into batch (first_id, last_id, connection_id, class, run_id, taken_through, department_id)
                    select min(id), max(id), (select min(id) from connection), 3, %d, max(id), :department
                      from message where run_id = %1$d and id > %1$d and id < %1$d + %d
                    """
                            .formatted(first, clients + 1));
            run(
                    """
                    insert into incoming (id, connection_id, msisdn, recipient, text, received_at, read_at, message_id, run_id)
                    select id + %d, (select min(id) from connection), msisdn, 'Soroka', 'да', now(), now(), id, run_id
                      from message where run_id = %d and id > %2$d and id < %2$d + %1$d and id %% 50 = 0
                    """
                            .formatted(clients + 1, first));
        }
    }

    private void partitions(YearMonth month) throws SQLException {
        for (String table : new String[] {"message", "run_person", "run_outcome"}) {
            run(
                    "create table if not exists %s partition of %s for values from (%d) to (%d)"
                            .formatted(
                                    Partitions.name(table, month),
                                    table,
                                    floor(month),
                                    floor(month.plusMonths(1))));
        }
    }

    private static long floor(YearMonth month) {
        return Ids.floor(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private void campaign(int campaign, long run) throws SQLException {
        run(
                """
                insert into campaign (id, department_id, name, status, class, text, created_at, created_by, changed_at)
                values (%d, :department, 'Рассылка %1$d', 'launched', 3, 'т', now(), 'bench', now())
                """
                        .formatted(campaign));
        run(
                """
                insert into run (id, campaign_id, department_id, name, class, text, criteria, list, status, expected,
                                 launched_at, started_by, started_at, planned_at, finished_at, idempotency_key)
                values (%d, %d, :department, 'Рассылка', 3, 'т', '{}', 'frozen', 'finished', 1,
                        now(), 'bench', now(), now(), now(), 'bench-%2$d')
                """
                        .formatted(run, campaign));
    }
}
