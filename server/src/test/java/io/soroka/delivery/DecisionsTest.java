package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.soroka.delivery.UncertainMessages.Choice;
import io.soroka.delivery.UncertainMessages.Filter;
import io.soroka.delivery.UncertainMessages.Verdict;
import io.soroka.platform.ProblemException;
import io.soroka.policy.MessageClass;
import io.soroka.policy.Policies;
import io.soroka.providers.ReceiptState;
import io.soroka.providers.Refusal;
import io.soroka.testing.Aside;
import io.soroka.testing.TestSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What becomes of a message without an answer when people decide, receipts come late and twice, and
 * the server dies, in every order. The owner of the connection is the real one, on a real database;
 * the provider is the test.
 */
class DecisionsTest extends OwnerCase {
    private static final Filter ALL = new Filter(null, null, null, null, null, null);

    private static UncertainMessages messages;
    private static TransactionTemplate transaction;

    @BeforeAll
    static void listUncertain() {
        var jdbc = new JdbcTemplate(database.source());
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.source()));
        messages =
                new UncertainMessages(
                        jdbc,
                        new Policies(),
                        new Delivery(
                                null,
                                database.source(),
                                ids,
                                clock,
                                null,
                                null,
                                null,
                                new DeliverySettings(TERM, Duration.ofMinutes(30)),
                                TestSettings.in("Europe/Moscow")),
                        new DeliverySettings(TERM, Duration.ofMinutes(30)),
                        clock);
    }

    private static Filter of(Sent sent) {
        return new Filter(null, null, null, sent.run(), null, null);
    }

    private static Verdict decide(Sent sent, Choice choice) {
        return decide(ALL, List.of(sent.message()), choice, 0, UUID.randomUUID().toString());
    }

    private static Verdict decide(
            Filter filter, Collection<Long> chosen, Choice choice, long seen, String key) {
        return transaction.execute(
                ignored -> messages.decide(filter, chosen, choice, seen, key, "Анна"));
    }

    private static List<String> settledAs(Sent sent) {
        return sql("select coalesce(settled_as, 'open') from uncertain where message_id = ? order by attempt")
                .param(sent.message())
                .query(String.class)
                .list();
    }

    private enum Step {
        DECIDE,
        LATE,
        REPEATED,
        RESTART
    }

    @Test
    void inEveryOrderStateAndTallyComeToTheSame() throws SQLException {
        for (Choice choice : Choice.values()) {
            for (ReceiptState late :
                    List.of(
                            ReceiptState.DELIVERED,
                            ReceiptState.UNDELIVERED,
                            ReceiptState.ACCEPTED)) {
                for (List<Step> order : orders(List.of(Step.values()))) {
                    walk(choice, late, order);
                }
            }
        }
    }

    private void walk(Choice choice, ReceiptState late, List<Step> order) throws SQLException {
        String story = choice + " " + late + " " + order;
        Sent sent = unanswered(MessageClass.SERVICE);
        assertThat(tally(sent)).as(story).isEqualTo(new Tallied(1, 0, 0, 1, 1));
        boolean told = false;
        boolean again = false;
        for (Step step : order) {
            switch (step) {
                case DECIDE -> {
                    Verdict verdict = decide(sent, choice);
                    assertThat(verdict)
                            .as(story)
                            .isEqualTo(new Verdict(told ? 0 : 1, told ? 1 : 0, 0, 0, 0));
                    again = choice == Choice.SEND_AGAIN && !told;
                    settle();
                }
                case LATE, REPEATED -> {
                    told = true;
                    settle(receipt(sent, "LATE" + sent.number(), late));
                }
                case RESTART -> {
                    restart();
                    settle();
                }
            }
            assertThat(state(sent)).as(story).isEqualTo(counted(tally(sent)));
        }
        assertThat(provider.times(sent.message())).as(story).isEqualTo(again ? 2 : 1);
        if (again) {
            // Refused: that it is delivered can only be the late receipt's word.
            settle(new Event.Refused(provider.last(sent.message()).firstToken(), REFUSED));
        }
        // A second attempt that was on the wire at the restart is of unknown fate as well.
        if (tally(sent).uncertain() > 0) {
            assertThat(decide(sent, Choice.GIVE_UP).decided()).as(story).isOne();
        }
        settle();
        Tallied end = tally(sent);
        assertThat(end.uncertain()).as(story).isZero();
        assertThat(end.taken() + end.parts()).as(story).isEqualTo(2);
        assertThat(state(sent)).as(story).isEqualTo(counted(end));
        assertThat(state(sent))
                .as(story)
                .isEqualTo(
                        switch (late) {
                            case DELIVERED -> MessageState.DELIVERED;
                            // The operator has it, and has not said its last word, unless the
                            // second attempt was refused. One that nobody answered may be meant.
                            case ACCEPTED ->
                                    again
                                                    && order.indexOf(Step.RESTART)
                                                            < order.indexOf(Step.DECIDE)
                                            ? MessageState.FAILED
                                            : MessageState.PENDING;
                            default -> MessageState.FAILED;
                        });
        assertThat(settledAs(sent)).as(story).doesNotContain("open").contains("receipt");
        assertThat(
                        sql("select count(*) from parked_receipt where msisdn = ?")
                                .param(sent.number())
                                .query(Long.class)
                                .single())
                .as(story)
                .isZero();
    }

    private static final Refusal REFUSED = new Refusal(Refusal.Kind.PERMANENT, "0x45");

    /** What the facts say, read by somebody who knows nothing. */
    private static MessageState state(Sent sent) throws SQLException {
        try (Connection db = database.source().getConnection()) {
            return new Facts(db)
                    .load(List.of(sent.message()))
                    .messages()
                    .get(sent.message())
                    .state();
        }
    }

    private static MessageState counted(Tallied tally) {
        assertThat(tally.delivered() + tally.failed() + tally.uncertain()).isBetween(0L, 1L);
        return tally.delivered() == 1
                ? MessageState.DELIVERED
                : tally.failed() == 1
                        ? MessageState.FAILED
                        : tally.uncertain() == 1 ? MessageState.UNCERTAIN : MessageState.PENDING;
    }

    private static <T> List<List<T>> orders(List<T> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        var all = new ArrayList<List<T>>();
        for (T first : of) {
            var rest = new ArrayList<>(of);
            rest.remove(first);
            for (List<T> order : orders(rest)) {
                var one = new ArrayList<T>();
                one.add(first);
                one.addAll(order);
                all.add(one);
            }
        }
        return all;
    }

    @Test
    void whatNobodyDecidesAboutCountsAsNotDeliveredAfterItsTerm() throws SQLException {
        Sent sent = unanswered(MessageClass.TRANSACTIONAL);
        clock.advance(TERM.minusMinutes(1));
        settle();
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 0, 0, 1, 1));
        clock.advance(Duration.ofMinutes(2));
        settle();
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 0, 1, 0, 1));
        assertThat(settledAs(sent)).containsExactly("given_up");
        assertThat(decide(sent, Choice.SEND_AGAIN)).isEqualTo(new Verdict(0, 1, 0, 0, 0));
        settle(receipt(sent, "A" + sent.number(), ReceiptState.DELIVERED));
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 1, 0, 0, 1));
    }

    @Test
    void anAlarmIsSentAgainByItselfAndWaitsForNobody() throws SQLException {
        Sent sent = unanswered(MessageClass.ALARM);
        assertThat(provider.times(sent.message())).isEqualTo(2);
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 0, 0, 0, 1));
        assertThat(messages.page(of(sent), 0, 10)).isEmpty();
        assertThat(settledAs(sent)).containsExactly("sent_again");
        settle(new Event.Accepted(provider.last(sent.message()).firstToken(), "B" + sent.number()));
        // The first one had arrived after all.
        settle(receipt(sent, "A" + sent.number(), ReceiptState.DELIVERED));
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 1, 0, 0, 1));
        assertThat(settledAs(sent)).containsExactly("receipt");
    }

    /** Its connection comes and goes: each time once more, but not for ever. */
    @Test
    void anAlarmIsNotRepeatedForEver() throws SQLException {
        Sent sent = unanswered(MessageClass.ALARM);
        for (int i = 0; i < 30 && tally(sent).uncertain() == 0; i++) {
            settle(
                    new Event.Unknown(
                            provider.last(sent.message()).firstToken(), "connection_lost: test"));
        }
        assertThat(provider.times(sent.message())).isEqualTo(20);
        assertThat(messages.summary(of(sent)).waiting()).isOne();
        assertThat(decide(sent, Choice.GIVE_UP).decided()).isOne();
        settle();
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 0, 1, 0, 1));
    }

    /** Its run rests; meanwhile the first attempt turns out to have arrived. */
    @Test
    void whatArrivedAfterAllIsNotSentASecondTime() throws SQLException {
        Sent sent = unanswered(MessageClass.SERVICE);
        sql("insert into run_hold (run_id) values (?)").param(sent.run()).update();
        decide(sent, Choice.SEND_AGAIN);
        settle();
        settle(receipt(sent, "A" + sent.number(), ReceiptState.DELIVERED));
        sql("delete from run_hold where run_id = ?").param(sent.run()).update();
        settle();
        assertThat(provider.times(sent.message())).isOne();
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 1, 0, 0, 1));
        assertThat(
                        sql("select count(*) from put_back where message_id = ?")
                                .param(sent.message())
                                .query(Long.class)
                                .single())
                .isZero();
    }

    /** Taken back before it was sent is what nobody can say of one that was perhaps sent. */
    @Test
    void aRunThatIsStoppedBeforeTheSecondAttemptDoesNotClaimThatNothingWasSent()
            throws SQLException {
        Sent sent = unanswered(MessageClass.SERVICE);
        sql("insert into run_hold (run_id) values (?)").param(sent.run()).update();
        decide(sent, Choice.SEND_AGAIN);
        settle();
        assertThat(provider.times(sent.message())).isOne();
        sql("update run_hold set cancelled = true where run_id = ?").param(sent.run()).update();
        settle();
        assertThat(provider.times(sent.message())).isOne();
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 0, 1, 0, 1));
    }

    @Test
    void whatItsRunOrItsRulesForbidIsNotSentAgain() throws SQLException {
        Sent stopped = unanswered(MessageClass.SERVICE);
        Sent silenced = unanswered(MessageClass.SERVICE);
        Sent fine = unanswered(MessageClass.SERVICE);
        sql("insert into run_hold (run_id, cancelled) values (?, true)")
                .param(stopped.run())
                .update();
        sql("insert into opt_out (msisdn, opted_out, source, at) values (?, true, 'sms', now())")
                .param(silenced.number())
                .update();
        List<Long> all = List.of(stopped.message(), silenced.message(), fine.message());
        assertThat(decide(ALL, all, Choice.SEND_AGAIN, 0, "forbidden"))
                .isEqualTo(new Verdict(1, 0, 1, 1, 0));
        settle();
        assertThat(provider.times(stopped.message()) + provider.times(silenced.message()))
                .isEqualTo(2);
        assertThat(provider.times(fine.message())).isEqualTo(2);
        // That they were not delivered can be said of them.
        assertThat(decide(ALL, all, Choice.GIVE_UP, 0, "given up"))
                .isEqualTo(new Verdict(2, 1, 0, 0, 0));
    }

    @Test
    void theSameKeyDecidesOnceAndMoreThanWereSeenAreNeverDecided() throws SQLException {
        Sent first = unanswered(MessageClass.SERVICE);
        String key = UUID.randomUUID().toString();
        Verdict verdict = decide(of(first), null, Choice.SEND_AGAIN, 1, key);
        assertThat(verdict).isEqualTo(new Verdict(1, 0, 0, 0, 0));
        settle();
        settle(
                new Event.Unknown(
                        provider.last(first.message()).firstToken(), "response_timeout: test"));
        // It waits once more, and yet the repeated press does not decide again.
        assertThat(decide(of(first), null, Choice.SEND_AGAIN, 1, key)).isEqualTo(verdict);
        settle();
        assertThat(provider.times(first.message())).isEqualTo(2);
        var noAnswer =
                new Filter(
                        null,
                        1,
                        MessageClass.SERVICE,
                        first.run(),
                        UncertainReason.NO_ANSWER,
                        null);
        assertThat(messages.summary(noAnswer).waiting()).isOne();
        assertThatThrownBy(() -> decide(noAnswer, null, Choice.GIVE_UP, 0, "more"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.code()).isEqualTo("uncertain-more"));
        assertThat(messages.summary(noAnswer).waiting()).isOne();
        assertThat(decide(noAnswer, null, Choice.GIVE_UP, 3, "fewer"))
                .isEqualTo(new Verdict(1, 2, 0, 0, 0));
    }

    @Test
    void ofTwoWhoDecideAtOnceOneDoes() throws Exception {
        Sent sent = unanswered(MessageClass.SERVICE);
        var one = Aside.get(() -> decide(sent, Choice.SEND_AGAIN));
        var other = Aside.get(() -> decide(sent, Choice.GIVE_UP));
        List<Integer> decided =
                List.of(
                        one.get(1, TimeUnit.MINUTES).decided(),
                        other.get(1, TimeUnit.MINUTES).decided());
        assertThat(decided).containsExactlyInAnyOrder(0, 1);
        // A row that its owner is about to settle is not waited for.
        Sent held = unanswered(MessageClass.SERVICE);
        session.createStatement().execute("select from uncertain for update");
        assertThat(
                        Aside.get(() -> decide(held, Choice.GIVE_UP))
                                .get(30, TimeUnit.SECONDS)
                                .decided())
                .isZero();
    }

    @Test
    void aDecisionWaitsForItsConnectionToBeSwitchedOn() throws SQLException {
        Sent sent = unanswered(MessageClass.SERVICE);
        kill();
        sql("update connection set enabled = false where id = 1").update();
        assertThat(decide(sent, Choice.SEND_AGAIN)).isEqualTo(new Verdict(1, 0, 0, 0, 1));
        UncertainMessages.Line line = messages.page(of(sent), 0, 10).getFirst();
        assertThat(line.connectionOn()).isFalse();
        assertThat(line.decided()).isNotNull();
        assertThat(line.decided().by()).isEqualTo("Анна");
        assertThat(messages.summary(of(sent)).decided()).isOne();
        assertThat(decide(sent, Choice.GIVE_UP)).isEqualTo(new Verdict(0, 1, 0, 0, 0));
        sql("update connection set enabled = true where id = 1").update();
        start();
        settle();
        assertThat(provider.times(sent.message())).isEqualTo(2);
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 0, 0, 0, 1));
    }

    /** A receipt that overtook its answer, parked when the server died. */
    @Test
    void aParkedReceiptFindsItsPartAfterACrash() throws SQLException {
        Sent sent = send(MessageClass.SERVICE);
        settle(receipt(sent, "EARLY" + sent.number(), ReceiptState.DELIVERED));
        restart();
        settle();
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 1, 0, 0, 1));
    }

    @Test
    void pagesGoThroughAllAndCountsAreOfWhatFits() throws SQLException {
        var sent = new ArrayList<Sent>();
        for (int i = 0; i < 5; i++) {
            sent.add(unanswered(i < 3 ? MessageClass.ADVERTISING : MessageClass.TRANSACTIONAL));
            clock.advance(Duration.ofHours(1));
        }
        var advertising = new Filter(null, null, MessageClass.ADVERTISING, null, null, null);
        var seen = new ArrayList<Long>();
        long after = 0;
        List<UncertainMessages.Line> page;
        do {
            page = messages.page(advertising, after, 2);
            page.forEach(line -> seen.add(line.messageId()));
            after = page.isEmpty() ? after : page.getLast().messageId();
        } while (page.size() == 2);
        assertThat(seen)
                .containsExactlyElementsOf(sent.subList(0, 3).stream().map(Sent::message).toList());
        UncertainMessages.Summary summary = messages.summary(advertising);
        assertThat(summary.waiting()).isEqualTo(3);
        assertThat(Duration.between(summary.oldest(), clock.instant()).toHours()).isEqualTo(5);
        assertThat(summary.groups())
                .extracting(UncertainMessages.Group::connection, UncertainMessages.Group::waiting)
                .containsExactly(tuple("one", 3L));
        var old =
                new Filter(
                        null, null, MessageClass.ADVERTISING, null, null, Duration.ofMinutes(270));
        assertThat(messages.summary(old).waiting()).isOne();
        var elsewhere = new Filter(2L, null, null, null, null, null);
        assertThat(messages.summary(elsewhere).waiting()).isZero();
    }

    @Test
    void theTrailTellsEveryAttemptAndWhyThereWasAnother() throws SQLException {
        Sent sent = send(MessageClass.SERVICE);
        settle(new Event.Refused(sent.token(), new Refusal(Refusal.Kind.THROTTLED, "0x58")));
        clock.advance(Duration.ofSeconds(2));
        settle();
        settle(new Event.Unknown(provider.last(sent.message()).firstToken(), "link_silent: test"));
        decide(sent, Choice.SEND_AGAIN);
        // After a complaint it goes slowly.
        clock.advance(Duration.ofSeconds(2));
        settle();
        settle(new Event.Accepted(provider.last(sent.message()).firstToken(), "C" + sent.number()));
        settle(
                receipt(sent, "LATE" + sent.number(), ReceiptState.DELIVERED),
                receipt(sent, "C" + sent.number(), ReceiptState.DELIVERED));
        var trails =
                new MessageAttempts(database.sql(), new JdbcTransactionManager(database.source()));
        MessageAttempts.Trail trail = trails.of(sent.message()).orElseThrow();
        assertThat(trail.attempts())
                .extracting(
                        MessageAttempts.Attempt::number,
                        MessageAttempts.Attempt::answer,
                        MessageAttempts.Attempt::code,
                        MessageAttempts.Attempt::again,
                        MessageAttempts.Attempt::proven,
                        attempt -> attempt.receipts().size())
                .containsExactly(
                        tuple(
                                1,
                                MessageAttempts.Answer.THROTTLED,
                                "0x58",
                                MessageAttempts.Again.THROTTLED,
                                false,
                                0),
                        tuple(
                                2,
                                MessageAttempts.Answer.UNKNOWN,
                                null,
                                MessageAttempts.Again.BY_DECISION,
                                true,
                                1),
                        tuple(3, MessageAttempts.Answer.ACCEPTED, null, null, false, 1));
        assertThat(trail.attempts().get(1).settled().by()).isEqualTo("Анна");
        assertThat(trails.of(1)).isEmpty();
    }
}
