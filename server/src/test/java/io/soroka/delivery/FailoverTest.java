package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.delivery.HandOperator.Submitted;
import io.soroka.policy.MessageClass;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one connection can't deliver goes on through the other: once, and counted once. */
@Tag("slow")
class FailoverTest {
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
    void anUndeliveredTransactionalMessageGoesThroughTheFallback() {
        RunProgress run = launch(MessageClass.TRANSACTIONAL, "Код 4821", 1);
        undelivered(first.next(), first, "A1");
        Submitted again = second.next();
        assertThat(again.number()).isEqualTo(Long.toString(NUMBER));
        again.accept("B1");
        second.receipt("B1", again.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1 && now.failed() == 0 && now.pending() == 0);
        assertThat(tallies()).containsExactly("one 0 0 0 1", "two 1 1 0 1");
        assertThat(
                        server.sql()
                                .sql(
                                        """
                                        select string_agg(c.name || ' ' || attempt || ' ' || outcome, ', '
                                                          order by at, attempt, outcome)
                                          from submission s join connection c on c.id = s.connection_id
                                        """)
                                .query(String.class)
                                .single())
                .isEqualTo("one 1 0, one 1 10, two 2 0");
    }

    @Test
    void aLateDeliveryByTheFirstCountsOnceWhateverTheSecondSays() {
        RunProgress run = launch(MessageClass.TRANSACTIONAL, "Код 4821", 1);
        undelivered(first.next(), first, "A1");
        Submitted again = second.next();
        first.receipt("A1", again.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1);
        undelivered(again, second, "B1");
        TestServer.await("the second receipt is stored", () -> second.stored() == 1);
        assertThat(campaigns.progress(run.id(), null).failed()).isZero();
        assertThat(tallies()).containsExactly("one 0 0 0 1", "two 1 1 0 1");
        assertThat(first.silent() && second.silent()).isTrue();
    }

    @Test
    void whoHasFailedOnceIsNotTriedAgain() {
        RunProgress run = launch(MessageClass.TRANSACTIONAL, "Код 4821", 1);
        undelivered(first.next(), first, "A1");
        undelivered(second.next(), second, "B1");
        await(run, now -> now.failed() == 1);
        assertThat(first.silent() && second.silent()).isTrue();
    }

    @Test
    void anUndeliveredServiceMessageIsNotTriedAgain() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет", 1);
        undelivered(first.next(), first, "A1");
        await(run, now -> now.failed() == 1);
        assertThat(second.silent()).isTrue();
    }

    @Test
    void whatAnOperatorCanNotTakeForNowGoesThroughTheFallbackAtOnce() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет", 1);
        first.next().refuse(0x08);
        Submitted again = second.next();
        again.accept("B1");
        second.receipt("B1", again.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1);
        assertThat(tallies()).containsExactly("one 0 0 0 0", "two 1 1 0 1");
    }

    @Test
    void aLongTextGoesOnOnlyWhenNoPartOfItArrived() {
        String text = "Оплата заказа принята, спасибо. ".repeat(3);
        RunProgress run = launch(MessageClass.TRANSACTIONAL, text, 2);
        Set<String> lost = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            Submitted part = first.next();
            part.accept("A" + i);
            // Of the first number both parts are lost, of the other one only one.
            boolean isFirst = part.number().equals(Long.toString(NUMBER));
            boolean fails = isFirst || lost.add(part.number());
            first.receipt("A" + i, part.number(), fails ? "UNDELIV" : "DELIVRD");
        }
        for (int i = 0; i < 2; i++) {
            Submitted part = second.next();
            assertThat(part.number()).isEqualTo(Long.toString(NUMBER));
            part.accept("B" + i);
            second.receipt("B" + i, part.number(), "DELIVRD");
        }
        await(run, now -> now.delivered() == 1 && now.failed() == 1 && now.pending() == 0);
        assertThat(second.silent()).isTrue();
    }

    @Test
    void whatWaitsForAConnectionThatIsDownGoesThroughTheFallback() {
        int people = 40;
        RunProgress run = launch(MessageClass.SERVICE, "Привет", people);
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            Submitted sent = first.next();
            numbers.add(sent.number());
            sent.accept("A" + i);
            first.receipt("A" + i, sent.number(), "DELIVRD");
        }
        first.refuseBinds();
        first.dropConnections();
        for (int i = 0; numbers.size() + first.waiting() < people; i++) {
            Submitted sent = second.next();
            assertThat(numbers.add(sent.number())).as("once each").isTrue();
            sent.accept("B" + i);
            second.receipt("B" + i, sent.number(), "DELIVRD");
        }
        // What was on the wire when the line broke is with the first, or nowhere: nobody repeats
        // it.
        await(run, now -> now.queued() == 0 && now.pending() == 0);
        RunProgress now = campaigns.progress(run.id(), null);
        assertThat(now.delivered()).isEqualTo(numbers.size());
        assertThat(now.delivered() + now.uncertain()).isEqualTo(people);
        assertThat(second.silent()).isTrue();
        assertThat(server.bean(Delivery.class).weights().values()).contains(0.0);
    }

    private static void undelivered(Submitted message, HandOperator operator, String id) {
        message.accept(id);
        operator.receipt(id, message.number(), "UNDELIV");
    }

    /** By connection: taken, delivered, failed, parts. */
    private List<String> tallies() {
        return server.sql()
                .sql(
                        """
                        select concat_ws(' ', c.name, t.taken, t.delivered, t.failed, t.parts)
                          from run_tally t join connection c on c.id = t.connection_id order by c.name
                        """)
                .query(String.class)
                .list();
    }

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
                            .param(NUMBER + i)
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
