package io.soroka.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.testing.TestDatabase;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CriterionSqlTest {
    @Test
    void lettersAreSmallAsTheDatabaseHasThem() {
        List<String> different =
                TestDatabase.fresh()
                        .sql()
                        .sql(
                                """
                                select chr(n) as letter, lower(chr(n) collate "pg_c_utf8") as small
                                  from generate_series(1, 1114111) n where n not between 55296 and 57343
                                """)
                        .query((row, number) ->
                                CriterionSql.small(row.getString("letter"))
                                                .equals(row.getString("small"))
                                        ? ""
                                        : row.getString("letter"))
                        .list();
        assertThat(different).hasSize(1_112_063).containsOnly("");
        assertThat(CriterionSql.small("ОРЁЛ ΣΑΣ İI")).isEqualTo("орёл σασ ii");
    }

    @Test
    void fewPeopleAreFoundAtOnceAndManyWalkedThrough() {
        TestDatabase database = TestDatabase.fresh();
        database.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, city, created_at, updated_at)
                        select 1, 79160000000 + n, case when n % 2000 = 0 then 'Тула' else 'Пермь' end, now(), now()
                          from generate_series(1, 20000) n
                        """)
                .update();
        database.sql().sql("analyze client").update();
        assertThat(plan(database, List.of("ТУЛА"))).contains("client_city");
        assertThat(plan(database, List.of("пермь", "Орёл"))).doesNotContain("Sort", "Seq Scan");
        List<String> many =
                IntStream.range(0, 100).mapToObj(n -> n == 50 ? "пермь" : "Город " + n).toList();
        assertThat(plan(database, many)).contains("hashed SubPlan").doesNotContain("Sort");
    }

    private static String plan(TestDatabase database, List<String> cities) {
        var sql = new ConditionSql(new Within.Each());
        new CriterionSql(
                        new Asked(1, LocalDate.EPOCH, ZoneOffset.UTC),
                        new Deciles(database.sql(), Clock.systemUTC()),
                        sql)
                .add(new Criterion.In(io.soroka.contacts.Fields.standard().get("city"), cities));
        SqlCondition condition = sql.taken();
        return String.join(
                "\n",
                database.sql()
                        .sql(
                                """
                                explain select c.id, c.msisdn from client c
                                 where c.department_id = 1 and c.id > 0 and (%s) order by c.id limit 5000
                                """
                                        .formatted(condition.sql()))
                        .params(condition.values())
                        .query((row, number) -> row.getString(1))
                        .list());
    }
}
