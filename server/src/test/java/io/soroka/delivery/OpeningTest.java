package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.delivery.HandOperator.Submitted;
import io.soroka.policy.MessageClass;
import io.soroka.providers.Connections;
import io.soroka.providers.Flow;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A connection sends within its limits and hours, and as people want it. */
@Tag("slow")
class OpeningTest {
    private static final long NUMBER = 79160000001L;

    private HandOperator first;
    private HandOperator second;
    private TestServer server;
    private Campaigns campaigns;

    @BeforeEach
    void start() throws IOException {
        first = new HandOperator();
        second = new HandOperator();
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"unused\"}]}",
                        "--soroka.demo.sessions=1",
                        "--soroka.demo.window=10",
                        "--soroka.demo.operators=one:one:%d:7916,two:two:%d:"
                                .formatted(first.port(), second.port()));
        campaigns = server.bean(Campaigns.class);
        server.sql()
                .sql(
                        """
                        update connection set fallbacks = array(select id from connection where name = 'two')
                         where name = 'one'
                        """)
                .update();
        server.bean(Delivery.class).reload();
        TestServer.await("both are bound", () -> first.bound() && second.bound());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        first.close();
        second.close();
    }

    @Test
    void aDaysLimitIsKeptToThePartAndTheRestGoesThroughTheFallback() {
        change("one", "parts_per_day = 15");
        RunProgress run = launch(MessageClass.SERVICE, "Привет", 40);
        deliver(first, 0, 15);
        deliver(second, 15, 25);
        await(run, now -> now.delivered() == 40);
        assertThat(first.silent()).isTrue();
        assertThat(opening("one").state()).isEqualTo(Opening.State.SPENT);
        // Whoever owns the connection next knows it.
        change("one", "enabled = false");
        change("one", "enabled = true");
        TestServer.await("the first is bound again", first::bound);
        RunProgress more = launch(MessageClass.ALARM, "Привет", 1);
        deliver(second, 40, 1);
        await(more, now -> now.delivered() == 1);
        assertThat(first.silent()).isTrue();
        assertThat(parts()).containsExactly("one 15", "two 26");
    }

    @Test
    void whatWasRefusedDoesNotCountAndALongTextIsNotTorn() {
        change("one", "parts_per_month = 4, fallbacks = '{}'");
        String text = "Оплата заказа принята, спасибо. ".repeat(3);
        RunProgress run = launch(MessageClass.SERVICE, text, 3);
        Submitted refused = first.next();
        refused.refuse(0x0B);
        deliver(first, 0, 3);
        TestServer.await("one message waits", () -> opening("one").state() == Opening.State.SPENT);
        assertThat(campaigns.progress(run.id(), null).queued()).isEqualTo(1);
        assertThat(first.silent() && second.silent()).isTrue();
        assertThat(parts()).containsExactly("one 3");
        change("one", "parts_per_month = 5");
        deliver(first, 3, 2);
        await(run, now -> now.queued() == 0 && now.pending() == 0);
        assertThat(parts()).containsExactly("one 5");
    }

    @Test
    void aPausedConnectionSendsNothingAndWhatIsNewGoesThroughTheFallback() {
        server.bean(Connections.class).flow(id("one"), Flow.PAUSED);
        server.bean(Delivery.class).reload();
        RunProgress run = launch(MessageClass.SERVICE, "Привет", 2);
        deliver(second, 0, 2);
        await(run, now -> now.delivered() == 2);
        server.sql().sql("update connection set fallbacks = '{}'").update();
        server.bean(Delivery.class).reload();
        TestServer.await("the first is bound again", first::bound);
        RunProgress waiting = launch(MessageClass.ALARM, "Тревога", 2);
        // To all four people, the two before among them.
        await(waiting, now -> now.queued() == 4);
        assertThat(first.silent() && second.silent()).isTrue();
        server.bean(Connections.class).flow(id("one"), Flow.OPEN);
        server.bean(Delivery.class).reload();
        deliver(first, 2, 4);
        await(waiting, now -> now.delivered() == 4);
    }

    @Test
    void aDrainingConnectionSendsWhatWaitsAndGetsNothingNew() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет", 12);
        TestServer.await("its window is full", () -> first.waiting() == 10);
        server.bean(Connections.class).flow(id("one"), Flow.DRAINING);
        server.bean(Delivery.class).reload();
        RunProgress more = launch(MessageClass.SERVICE, "Ещё", 3);
        // To all fifteen people, the three new ones among them.
        deliver(second, 0, 15);
        deliver(first, 15, 12);
        await(run, now -> now.delivered() == 12);
        await(more, now -> now.delivered() == 15);
        assertThat(first.silent() && second.silent()).isTrue();
    }

    @Test
    void outsideItsHoursOnlyAlarmsGoOut() {
        LocalTime now = LocalTime.now(ZoneId.of("Europe/Moscow"));
        String hours =
                "opens_at = time '%s', closes_at = time '%s', fallbacks = '{}'"
                        .formatted(now.plusHours(2), now.minusHours(2));
        change("one", hours);
        RunProgress run = launch(MessageClass.SERVICE, "Привет", 2);
        await(run, progress -> progress.queued() == 2);
        RunProgress alarm = launch(MessageClass.ALARM, "Тревога", 1);
        // To all three people, the new one among them.
        deliver(first, 0, 3);
        await(alarm, progress -> progress.delivered() == 3);
        assertThat(first.silent() && second.silent()).isTrue();
        assertThat(opening("one").state()).isEqualTo(Opening.State.RESTING);
        change("one", "fallbacks = array(select id from connection where name = 'two')");
        deliver(second, 3, 2);
        await(run, progress -> progress.delivered() == 2);
    }

    private void deliver(HandOperator operator, int from, int parts) {
        for (int i = from; i < from + parts; i++) {
            Submitted sent = operator.next();
            sent.accept("A" + i);
            operator.receipt("A" + i, sent.number(), "DELIVRD");
        }
    }

    private int id(String connection) {
        return server.sql()
                .sql("select id from connection where name = ?")
                .param(connection)
                .query(Integer.class)
                .single();
    }

    private void change(String connection, String what) {
        server.sql()
                .sql("update connection set " + what + " where name = ?")
                .param(connection)
                .update();
        server.bean(Delivery.class).reload();
    }

    private Opening opening(String connection) {
        return server.bean(Delivery.class).opening(id(connection)).orElseThrow();
    }

    private List<String> parts() {
        return server.sql()
                .sql(
                        """
                        select c.name || ' ' || sum(d.parts)
                          from connection_day d join connection c on c.id = d.connection_id
                         group by c.name order by c.name
                        """)
                .query((row, number) -> row.getString(1))
                .list();
    }

    private int people;

    private RunProgress launch(MessageClass messageClass, String text, int people) {
        long department = 0;
        for (int i = 0; i < people; i++) {
            department =
                    server.sql()
                            .sql(
                                    """
                                    insert into client (department_id, msisdn, created_at, updated_at)
                                    select id, ?, now(), now() from department returning department_id
                                    """)
                            .param(NUMBER + this.people++)
                            .query(Long.class)
                            .single();
        }
        Campaign campaign =
                campaigns.create(
                        department, "test", Draft.simple("failover", messageClass, text, "{}"));
        return campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
    }

    private void await(RunProgress run, Predicate<RunProgress> condition) {
        TestServer.await(
                "the run gets there", () -> condition.test(campaigns.progress(run.id(), null)));
    }
}
