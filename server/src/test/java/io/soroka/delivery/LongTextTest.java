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
import io.soroka.smpp.Tlv;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the planned parts of a long text and the way its connection sends it go together. */
@Tag("slow")
class LongTextTest {
    private static final long NUMBER = 79160000001L;

    /** Two parts behind short headers, three behind long ones. */
    private static final String TEXT = "я".repeat(133);

    private HandOperator operator;
    private TestServer server;
    private Campaigns campaigns;

    @BeforeEach
    void start() throws IOException {
        operator = new HandOperator();
        server =
                TestServer.start(
                        "{\"operators\": [{\"name\": \"unused\"}]}",
                        "--soroka.demo.sessions=1",
                        "--soroka.demo.window=10",
                        "--soroka.demo.operators=hand:hand:" + operator.port() + ":");
        campaigns = server.bean(Campaigns.class);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        operator.close();
    }

    private void set(String longTexts) {
        server.sql()
                .sql(
                        "update connection set options = options || jsonb_build_object('longTexts', ?)")
                .param(longTexts)
                .update();
        server.bean(Delivery.class).reload();
    }

    @Test
    void aWholeTextIsSubmittedOnceAndCountsAsItsParts() {
        set("payload");
        RunProgress run = launch();
        Submitted whole = operator.next();
        assertThat(whole.message().tlv(Tlv.MESSAGE_PAYLOAD).value())
                .isEqualTo(TEXT.getBytes(StandardCharsets.UTF_16BE));
        // Refused for now, all of it goes again as one; twice, so that no part comes by itself.
        whole.refuse(0x58);
        Submitted again = operator.next();
        assertThat(again.message()).isEqualTo(whole.message());
        again.refuse(0x14);
        Submitted third = operator.next();
        assertThat(third.message()).isEqualTo(whole.message());
        third.accept("A1");
        await(run, now -> number("select count(*) from submission where outcome = 0") == 1);
        assertThat(campaigns.progress(run.id(), null).pending()).isOne();
        operator.receipt("A1", third.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1);
        assertThat(operator.silent()).isTrue();
        assertThat(number("select parts from message")).as("as people pay for it").isEqualTo(2);
        assertThat(number("select sum(parts) from run_tally")).isEqualTo(2);
        assertThat(number("select count(*) from intent")).isZero();
        assertThat(number("select count(*) from put_back")).isZero();
    }

    @Test
    void aWholeTextWithoutAnAnswerIsInDoubtOnceAndALateReceiptSettlesIt() {
        set("payload");
        RunProgress run = launch();
        Submitted whole = operator.next();
        operator.dropConnections();
        await(run, now -> now.uncertain() == 1);
        assertThat(number("select count(*) from uncertain where part = 0")).isOne();
        assertThat(number("select count(*) from uncertain")).isOne();
        operator.receipt("LATE", whole.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1 && now.uncertain() == 0);
    }

    @Test
    void aWholeTextThatIsNeverDeliveredHasFailed() {
        set("payload");
        RunProgress run = launch();
        operator.next().accept("A1");
        operator.receipt("A1", Long.toString(NUMBER), "UNDELIV");
        await(run, now -> now.failed() == 1);
    }

    @Test
    void longerHeadersArePlannedFor() {
        set("udh16");
        RunProgress run = launch();
        for (int part = 1; part <= 3; part++) {
            Submitted submitted = operator.next();
            assertThat(submitted.message().text()).startsWith(6, 8, 4).hasSizeLessThan(140);
            submitted.accept("A" + part);
            operator.receipt("A" + part, submitted.number(), "DELIVRD");
        }
        await(run, now -> now.delivered() == 1);
        assertThat(number("select parts from message")).isEqualTo(3);
        assertThat(number("select sum(parts) from run_tally")).isEqualTo(3);
    }

    @Test
    void aTestMessageIsPlannedForItsConnectionToo() {
        set("udh16");
        long department = client();
        long id =
                server.bean(TestMessages.class)
                        .send(
                                new TestMessages.Wanted(1, department, NUMBER, TEXT, null),
                                server.bean(Connections.class).enabled().getFirst());
        for (int part = 1; part <= 3; part++) {
            operator.next().accept("A" + part);
        }
        assertThat(number("select parts from message where id = " + id)).isEqualTo(3);
    }

    /** Somebody switched the way of long texts while a message was waiting. */
    @Test
    void aMessagePlannedInAnotherWayFailsWithAReason() {
        server.sql().sql("update connection set enabled = false").update();
        server.bean(Delivery.class).reload();
        server.sql().sql("update connection set enabled = true").update();
        RunProgress run = launch();
        TestServer.await("it is planned", () -> number("select count(*) from message") == 1);
        assertThat(number("select parts from message")).isEqualTo(2);
        set("udh16");
        await(run, now -> now.failed() == 1);
        assertThat(operator.silent()).isTrue();
        assertThat(
                        server.sql()
                                .sql("select error from submission order by part")
                                .query(String.class)
                                .list())
                .isEqualTo(List.of("cut-otherwise", "cut-otherwise"));
    }

    private RunProgress launch() {
        Campaign campaign =
                campaigns.create(
                        client(), "test", Draft.simple("long", MessageClass.SERVICE, TEXT, "{}"));
        return campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
    }

    private long client() {
        return server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at)
                        select id, ?, now(), now() from department returning department_id
                        """)
                .param(NUMBER)
                .query(Long.class)
                .single();
    }

    private long number(String select) {
        return server.sql().sql(select).query(Long.class).single();
    }

    private void await(RunProgress run, Predicate<RunProgress> condition) {
        TestServer.await(
                "the run gets there", () -> condition.test(campaigns.progress(run.id(), null)));
    }
}
