package io.soroka.delivery;

import io.soroka.platform.Ids;
import io.soroka.policy.MessageClass;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Hands messages over to other connections when this one can't deliver them, and takes note of what
 * others hear of those that came over. A message whose part is, or may be, with a provider stays:
 * it must not arrive twice.
 */
final class Detours {
    private static final long EVERY_MILLIS = 500;
    private static final int AT_ONCE = 500;

    /** Nobody else could take it just now. */
    private static final long LATER_MILLIS = 2_000;

    private final int connectionId;
    private final Lanes lanes;
    private final Facts facts;
    private final Tracker tracker;
    private final Journal journal;
    private final Router router;
    private final Clock clock;
    private final PreparedStatement takeNews;
    private long lookAt;

    Detours(
            Connection db,
            int connectionId,
            Lanes lanes,
            Facts facts,
            Tracker tracker,
            Journal journal,
            Router router,
            Clock clock)
            throws SQLException {
        this.connectionId = connectionId;
        this.lanes = lanes;
        this.facts = facts;
        this.tracker = tracker;
        this.journal = journal;
        this.router = router;
        this.clock = clock;
        takeNews =
                db.prepareStatement(
                        "delete from moved_news where connection_id = ? returning message_id");
    }

    /**
     * A provider could not take a part for now: passes its message on if another connection can
     * take it.
     *
     * @param error the provider's code
     * @return whether it went on; if not, nothing was done
     */
    boolean passOn(PartRef part, String error) {
        OptionalInt other =
                part.message().parts.length == 1
                        ? router.instead(connectionId, part.message())
                        : OptionalInt.empty();
        other.ifPresent(to -> {
            journal.outcome(part, Outcome.THROTTLED, null, error);
            journal.moveTo(to, List.of(part));
        });
        return other.isPresent();
    }

    /** Does what is due, within the caller's transaction. */
    void carryOut() throws SQLException {
        for (PartRef part : journal.takeFailed()) {
            failed(part.message());
        }
        if (clock.millis() >= lookAt) {
            lookAt = clock.millis() + EVERY_MILLIS;
            hear();
            if (router.isAway(connectionId)) {
                leave();
            }
        }
    }

    /** Once more through another connection, if the message's class wants that. */
    private void failed(Tracked message) {
        boolean isOurs = message.owner == 0 || message.owner == connectionId;
        Duration worth = MessageClass.of(message.messageClass).triesElsewhereFor();
        boolean isInTime = Ids.time(message.id).plus(worth).isAfter(clock.instant());
        var parts = new ArrayList<PartRef>();
        for (int part = 0; part < message.parts.length; part++) {
            int state = message.parts[part];
            if (PartState.rank(state) == PartState.FAILED) {
                parts.add(new PartRef(message, part, PartState.attempt(state)));
            }
        }
        if (isOurs && isInTime && parts.size() == message.parts.length) {
            router.instead(connectionId, message).ifPresent(to -> journal.moveTo(to, parts));
        }
    }

    /** Others have heard something of messages that came over to here. */
    private void hear() throws SQLException {
        var ids = new ArrayList<Long>();
        takeNews.setInt(1, connectionId);
        try (ResultSet row = takeNews.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        for (Tracked fresh : facts.load(ids).messages().values()) {
            Tracked known = tracker.find(fresh.id);
            if (known == null) {
                journal.tell(fresh);
            } else {
                for (int part = 0; part < fresh.parts.length; part++) {
                    boolean ignored = known.learn(part, fresh.parts[part]);
                }
                journal.tell(known);
            }
        }
    }

    /** What was put back here goes on while this connection is away. */
    private void leave() throws SQLException {
        Map<Long, List<Lanes.Waiting>> due = new LinkedHashMap<>();
        for (Lanes.Waiting one : lanes.takePutBacks(AT_ONCE)) {
            due.computeIfAbsent(one.id(), ignored -> new ArrayList<>()).add(one);
        }
        Map<Long, Tracked> messages = facts.tracked(due.keySet(), tracker);
        due.forEach((id, parts) -> {
            Tracked message = messages.get(id);
            if (message != null) {
                leave(message, parts);
            }
        });
    }

    private void leave(Tracked message, List<Lanes.Waiting> parts) {
        boolean isAll = parts.size() == message.parts.length && message.isNowhere();
        boolean isCancelled = parts.getFirst().cancelled();
        OptionalInt other =
                isAll && !isCancelled ? router.instead(connectionId, message) : OptionalInt.empty();
        if (other.isPresent()) {
            journal.moveTo(
                    other.getAsInt(),
                    parts.stream()
                            .map(one -> new PartRef(message, one.part(), one.attempt() - 1))
                            .toList());
        } else {
            long due = clock.millis() + LATER_MILLIS;
            parts.forEach(one -> journal.putBack(message, one.part(), one.attempt(), due));
        }
    }
}
