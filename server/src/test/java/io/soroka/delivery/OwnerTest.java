package io.soroka.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.soroka.policy.MessageClass;
import io.soroka.providers.ReceiptState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the owner of a connection keeps to between two cycles and between two lives. */
class OwnerTest extends OwnerCase {
    @Test
    void aReceiptThatComesAfterHoursFindsItsPartWhoeverOwnsTheConnectionThen() throws SQLException {
        Sent sent = send(MessageClass.SERVICE);
        settle(new Event.Accepted(sent.token(), "slow"));
        clock.advance(Duration.ofMinutes(6));
        settle();
        assertThat(awaited(sent)).as("still known by heart").isEmpty();
        clock.advance(Duration.ofMinutes(70));
        settle();
        assertThat(awaited(sent)).containsExactly("slow");
        restart();
        settle(receipt(sent, "slow", ReceiptState.DELIVERED));
        assertThat(tally(sent)).isEqualTo(new Tallied(1, 1, 0, 0, 1));
        assertThat(awaited(sent)).isEmpty();
    }

    /** A tenth of the window is for alarms alone. */
    @Test
    void anAlarmFindsRoomInAWindowThatIsFullForOthers() throws SQLException {
        provider.window = 10;
        int before = provider.taken.size();
        for (int i = 0; i < 9; i++) {
            var _ = send(MessageClass.SERVICE);
        }
        long waiting = offer(MessageClass.SERVICE);
        settle();
        assertThat(provider.times(waiting)).isZero();
        Sent alarm = send(MessageClass.ALARM);
        assertThat(provider.taken).hasSize(before + 10);
        assertThat(provider.last(alarm.message())).isSameAs(provider.taken.getLast());
        settle(new Event.Accepted(alarm.token(), "alarm"));
        assertThat(provider.times(waiting)).as("nine are under way").isZero();
        settle(new Event.Accepted(provider.taken.get(before).firstToken(), "first"));
        assertThat(provider.times(waiting)).isOne();
    }

    private static List<String> awaited(Sent sent) {
        return sql("select provider_id from awaited_receipt where message_id = ?")
                .param(sent.message())
                .query(String.class)
                .list();
    }
}
