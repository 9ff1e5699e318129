package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soroka.campaigns.Campaign;
import io.soroka.campaigns.CampaignRefused;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Draft;
import io.soroka.campaigns.Launch;
import io.soroka.campaigns.RunProgress;
import io.soroka.delivery.HandOperator.Submitted;
import io.soroka.inbox.Inbox;
import io.soroka.platform.Ids;
import io.soroka.platform.Partitions;
import io.soroka.policy.MessageClass;
import io.soroka.smpp.ShortMessage;
import io.soroka.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a message when its operator answers late, twice, in the wrong order, with errors,
 * or not at all.
 */
@Tag("slow")
class FateTest {
    private static final long NUMBER = 79160000001L;

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

    @Test
    void aReceiptThatOvertakesItsAnswerIsParkedAndFound() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        Submitted message = operator.next();
        operator.receipt("A1", message.number(), "DELIVRD");
        TestServer.await("the receipt is stored", () -> operator.stored() == 1);
        assertThat(count("parked_receipt")).isOne();
        message.accept("A1");
        await(run, now -> now.delivered() == 1);
        assertThat(count("parked_receipt")).isZero();
    }

    @Test
    void aReceiptThatOvertookAnAnswerThatNeverCameSettlesIt() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        Submitted message = operator.next();
        operator.receipt("A1", message.number(), "DELIVRD");
        TestServer.await("the receipt is stored", () -> operator.stored() == 1);
        operator.dropConnections();
        await(run, now -> now.delivered() == 1 && now.uncertain() == 0);
        assertThat(count("parked_receipt")).isZero();
    }

    @Test
    void repeatedAndContradictingReceiptsCountOnce() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        Submitted message = operator.next();
        message.accept("A1");
        operator.receipt("A1", message.number(), "ENROUTE");
        operator.receipt("A1", message.number(), "DELIVRD");
        operator.receipt("A1", message.number(), "DELIVRD");
        operator.receipt("A1", message.number(), "UNDELIV");
        TestServer.await("all are stored", () -> operator.stored() == 4);
        RunProgress now = campaigns.progress(run.id(), null);
        assertThat(List.of(now.delivered(), now.failed(), now.pending()))
                .containsExactly(1L, 0L, 0L);
        assertThat(count("receipt")).isEqualTo(4);
    }

    @Test
    void aThrottledPartIsSentAgainAndARefusedOneIsNot() {
        client(79160000002L);
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        Submitted first = operator.next();
        Submitted second = operator.next();
        first.refuse(0x58);
        second.refuse(0x0B);
        Submitted again = operator.next();
        assertThat(again.number()).isEqualTo(first.number());
        again.accept("A1");
        operator.receipt("A1", again.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1 && now.failed() == 1);
        assertThat(operator.silent()).isTrue();
        assertThat(
                        server.sql()
                                .sql(
                                        "select string_agg(outcome || coalesce(error, ''), ' ' order by attempt, outcome)"
                                                + " from submission")
                                .query(String.class)
                                .single())
                .isEqualTo("10x0B 20x58 0");
        // What conditions on clients ask of follows.
        TestServer.await(
                "the outcomes are kept",
                () ->
                        server.sql()
                                .sql("select fate from run_outcome where run_id = ? order by fate")
                                .param(run.id())
                                .query((row, number) -> row.getInt(1))
                                .list()
                                .equals(List.of(0, FailureKind.GONE.code())));
    }

    @Test
    void whatWasOnTheWireWhenTheConnectionBrokeIsUncertainUntilALateReceiptSettlesIt() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        Submitted message = operator.next();
        operator.dropConnections();
        await(run, now -> now.uncertain() == 1);
        assertThat(
                        server.sql()
                                .sql("select msisdn from uncertain where settled_at is null")
                                .query(Long.class)
                                .list())
                .containsExactly(NUMBER);
        // The operator had taken it after all; its id was never seen.
        operator.receipt("LATE", message.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1 && now.uncertain() == 0);
        assertThat(
                        server.sql()
                                .sql("select settled_as from uncertain")
                                .query(String.class)
                                .single())
                .isEqualTo("receipt");
        // Its repetition finds the id that is known by now.
        operator.receipt("LATE", message.number(), "DELIVRD");
        TestServer.await("stored", () -> operator.stored() == 2);
        assertThat(count("parked_receipt")).isZero();
        assertThat(operator.silent()).as("a service message is not repeated").isTrue();
    }

    @Test
    void anAlarmOfUnknownFateIsRepeated() {
        RunProgress run = launch(MessageClass.ALARM, "Тревога");
        operator.next();
        operator.dropConnections();
        Submitted again = operator.next();
        again.accept("A2");
        operator.receipt("A2", again.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1 && now.uncertain() == 0);
    }

    @Test
    void aReceiptAfterARestartIsFoundInTheDatabase() {
        RunProgress run =
                launch(
                        MessageClass.SERVICE,
                        "Привет, это очень длинное сообщение, которое не помещается в одну часть никак");
        Submitted first = operator.next();
        Submitted second = operator.next();
        first.accept("A1");
        second.accept("A2");
        operator.receipt("A1", first.number(), "DELIVRD");
        TestServer.await("stored", () -> operator.stored() == 1);
        server.restart();
        campaigns = server.bean(Campaigns.class);
        assertThat(campaigns.progress(run.id(), null).pending()).isOne();
        operator.receipt("A2", second.number(), "UNDELIV");
        await(run, now -> now.failed() == 1 && now.pending() == 0);
        // And once more, which changes nothing.
        operator.receipt("A1", first.number(), "DELIVRD");
        TestServer.await("stored", () -> operator.stored() == 3);
        assertThat(campaigns.progress(run.id(), null).failed()).isOne();
    }

    /** Memory is small beside what an operator may take its time for. */
    @Test
    void aReceiptIsFoundWhenItsMessageHasLeftMemory() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        Submitted message = operator.next();
        message.accept("A1");
        TestServer.await("the answer is stored", () -> count("submission") == 1);
        forget();
        operator.receipt("A1", message.number(), "DELIVRD");
        await(run, now -> now.delivered() == 1);
        assertThat(count("awaited_receipt")).isZero();
        assertThat(count("parked_receipt")).isZero();
    }

    @Test
    void aRepeatedReceiptOfAnOlderMessageProvesNothing() {
        RunProgress first = launch(MessageClass.SERVICE, "Привет");
        Submitted message = operator.next();
        message.accept("A1");
        operator.receipt("A1", message.number(), "DELIVRD");
        await(first, now -> now.delivered() == 1);
        forget();
        RunProgress second = launchAgain();
        Submitted lost = operator.next();
        operator.dropConnections();
        await(second, now -> now.uncertain() == 1);
        operator.receipt("A1", lost.number(), "DELIVRD");
        TestServer.await("stored", () -> operator.stored() == 2);
        assertThat(campaigns.progress(second.id(), null).uncertain()).isOne();
        operator.receipt("A2", lost.number(), "DELIVRD");
        await(second, now -> now.delivered() == 1 && now.uncertain() == 0);
    }

    /** As after an hour, or two hundred thousand messages: what awaits receipts is written down. */
    private void forget() {
        server.sql()
                .sql(
                        """
                        insert into awaited_receipt (connection_id, provider_id, message_id, part, attempt)
                        select s.connection_id, s.provider_id, s.message_id, s.part, s.attempt
                          from submission s left join receipt r using (message_id, part)
                         where s.provider_id is not null and r.message_id is null
                        """)
                .update();
        server.sql().sql("update connection_memory set since = now() + interval '1 hour'").update();
        server.restart();
        campaigns = server.bean(Campaigns.class);
    }

    @Test
    void partsTravelWithTheirHeaders() {
        launch(
                MessageClass.SERVICE,
                "Привет, это очень длинное сообщение, которое не помещается в одну часть никак");
        Submitted one = operator.next();
        Submitted two = operator.next();
        byte[] first = one.message().text();
        byte[] second = two.message().text();
        // 5 octets follow; element 0, 3 octets: reference, 2 parts, sequence (3GPP 23.040,
        // 9.2.3.24.1).
        assertThat(first).startsWith(5, 0, 3).hasSize(6 + 2 * 67);
        assertThat(List.of(first[4], first[5], second[4], second[5]))
                .containsExactly((byte) 2, (byte) 1, (byte) 2, (byte) 2);
        assertThat(first[3]).isEqualTo(second[3]);
        assertThat(
                        new String(first, 6, first.length - 6, StandardCharsets.UTF_16BE)
                                + new String(
                                        second, 6, second.length - 6, StandardCharsets.UTF_16BE))
                .isEqualTo(
                        "Привет, это очень длинное сообщение, которое не помещается в одну часть никак");
        // Or else the server would wait for the answers before it stops.
        one.accept("A1");
        two.accept("A2");
    }

    @Test
    void stoppingARunTakesBackWhatWasPutBack() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        Submitted message = operator.next();
        campaigns.pause(run.id(), null, "test");
        message.refuse(0x58);
        TestServer.await("it is put back", () -> count("put_back") == 1);
        campaigns.stop(run.id(), null, "test");
        await(run, now -> now.cancelled() == 1);
        RunProgress now = campaigns.progress(run.id(), null);
        assertThat(List.of(now.submitted(), now.pending(), now.failed())).containsOnly(0L);
        assertThat(operator.silent()).isTrue();
    }

    @Test
    void anAnswerIsMatchedAndStopOptsOut() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        operator.next().accept("A1");
        operator.receipt("A1", Long.toString(NUMBER), "DELIVRD");
        operator.incoming(
                Long.toString(NUMBER), 8, "Спасибо".getBytes(StandardCharsets.UTF_16BE), 0);
        operator.incoming(
                Long.toString(NUMBER), 0, "Stop. Thank you".getBytes(StandardCharsets.US_ASCII), 0);
        operator.incoming("79160009999", 3, "na\u00efve".getBytes(StandardCharsets.ISO_8859_1), 0);
        TestServer.await("all are stored", () -> operator.stored() == 4);
        TestServer.await("all are read", () -> !server.bean(Inbox.class).hasUnread());
        assertThat(server.bean(Inbox.class).replies(List.of(run.id())).get(run.id()))
                .isEqualTo(new Inbox.Replies(2, 1));
        assertThat(server.bean(io.soroka.contacts.Clients.class).isOptedOut(NUMBER)).isTrue();
        assertThat(
                        server.sql()
                                .sql("select text from incoming order by id")
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder("Спасибо", "Stop. Thank you", "na\u00efve");
        // The next run leaves the number alone.
        assertThatThrownBy(this::launchAgain)
                .isInstanceOfSatisfying(
                        CampaignRefused.class,
                        e -> assertThat(e.arguments()).contains("nobody-left"));
    }

    /** A run that was scheduled long ago answers as one of today: what counts is when it sent. */
    @Test
    void anAnswerToARunThatWasLaunchedLongAgoIsMatched() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        operator.next().accept("A1");
        await(run, now -> now.submitted() == 1);
        Instant launched = Instant.now().minus(Duration.ofDays(40));
        new Partitions(
                        server.database().source(),
                        Clock.fixed(launched, ZoneOffset.UTC),
                        Set.of("run_person"))
                .ensure();
        long old = Ids.floor(launched);
        for (String table : List.of("run_person", "batch")) {
            server.sql()
                    .sql("update " + table + " set run_id = ? where run_id = ?")
                    .params(old, run.id())
                    .update();
        }
        operator.incoming(
                Long.toString(NUMBER), 0, "thanks".getBytes(StandardCharsets.US_ASCII), 0);
        TestServer.await("it is stored", () -> operator.stored() == 1);
        TestServer.await("it is read", () -> !server.bean(Inbox.class).hasUnread());
        assertThat(server.bean(Inbox.class).replies(List.of(old)))
                .containsEntry(old, new Inbox.Replies(1, 0));
    }

    @Test
    void aLongAnswerIsReadWhenItsPartsAreThere() {
        RunProgress run = launch(MessageClass.SERVICE, "Привет");
        operator.next().accept("A1");
        operator.receipt("A1", Long.toString(NUMBER), "DELIVRD");
        String number = Long.toString(NUMBER);
        // Out of order and one of them twice; another phone uses the same reference.
        operator.incoming(number, 0, piece(7, 3, 3, "OP"), ShortMessage.ESM_UDH);
        operator.incoming(number, 0, piece(7, 3, 1, "S"), ShortMessage.ESM_UDH);
        operator.incoming(number, 0, piece(7, 3, 1, "S"), ShortMessage.ESM_UDH);
        operator.incoming("79160009999", 0, piece(7, 3, 2, "half of it"), ShortMessage.ESM_UDH);
        TestServer.await("receipt and four parts are stored", () -> operator.stored() == 5);
        assertThat(server.bean(Inbox.class).replies(List.of(run.id()))).isEmpty();
        operator.incoming(number, 0, piece(7, 3, 2, "T"), ShortMessage.ESM_UDH);
        TestServer.await("it is read", () -> count("incoming where opt_out") == 1);
        assertThat(server.bean(Inbox.class).replies(List.of(run.id())).get(run.id()))
                .isEqualTo(new Inbox.Replies(1, 1));
        assertThat(texts("read_at is not null")).containsExactly("STOP");
        assertThat(texts("read_at is null")).containsExactly("half of it");
        // What is missing after ten minutes is not waited for.
        server.sql()
                .sql("update incoming set received_at = received_at - interval '11 minutes'")
                .update();
        TestServer.await("the half is read", () -> !server.bean(Inbox.class).hasUnread());
        assertThat(texts("total is null")).containsExactlyInAnyOrder("STOP", "half of it");
    }

    private static byte[] piece(int reference, int total, int number, String text) {
        byte[] said = text.getBytes(StandardCharsets.US_ASCII);
        var octets = new byte[6 + said.length];
        System.arraycopy(
                new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) number},
                0,
                octets,
                0,
                6);
        System.arraycopy(said, 0, octets, 6, said.length);
        return octets;
    }

    private List<String> texts(String where) {
        return server.sql()
                .sql("select text from incoming where " + where + " order by id")
                .query(String.class)
                .list();
    }

    private RunProgress launchAgain() {
        Campaign last = campaigns.list(null, null, 1).getFirst();
        return campaigns.launch(
                campaigns.copy(last.id(), null, "test", Locale.ENGLISH),
                "test",
                Launch.unattended(UUID.randomUUID().toString()));
    }

    private RunProgress launch(MessageClass messageClass, String text) {
        long department = client(NUMBER);
        Campaign campaign =
                campaigns.create(
                        department, "test", Draft.simple("fate", messageClass, text, "{}"));
        return campaigns.launch(campaign, "test", Launch.unattended(UUID.randomUUID().toString()));
    }

    private long client(long number) {
        return server.sql()
                .sql(
                        """
                        insert into client (department_id, msisdn, created_at, updated_at)
                        select id, ?, now(), now() from department returning department_id
                        """)
                .param(number)
                .query(Long.class)
                .single();
    }

    private long count(String table) {
        return server.sql().sql("select count(*) from " + table).query(Long.class).single();
    }

    private void await(RunProgress run, Predicate<RunProgress> condition) {
        TestServer.await(
                "the run gets there", () -> condition.test(campaigns.progress(run.id(), null)));
    }
}
