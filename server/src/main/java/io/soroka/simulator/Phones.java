package io.soroka.simulator;

import io.soroka.smpp.Address;
import io.soroka.smpp.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last messages of the phones that were busy last, for people to look at. Lives on the
 * simulator's one thread; what is beyond the limits is forgotten, the oldest first.
 */
final class Phones {
    private final PhoneLimits limits;

    /** By number; the one that was busy last is the last. */
    private final Map<Long, Deque<PhoneMessage>> phones = new LinkedHashMap<>();

    private final Map<Long, PhoneMessage> byId = new HashMap<>();

    Phones(PhoneLimits limits) {
        this.limits = limits;
    }

    /** A part came to a phone. */
    void received(
            String operator,
            long id,
            Address sender,
            long number,
            Part part,
            int dataCoding,
            byte[] body,
            long at) {
        Deque<PhoneMessage> messages = busy(number);
        PhoneMessage message = null;
        for (Iterator<PhoneMessage> it = messages.descendingIterator();
                part.total() > 1 && message == null && it.hasNext(); ) {
            PhoneMessage one = it.next();
            message = one.lacks(operator, sender, part, dataCoding) ? one : null;
        }
        if (message == null) {
            message = new PhoneMessage(operator, sender, false, at, part, dataCoding);
            add(messages, message);
        }
        message.add(id, part.sequence(), body);
        byId.put(id, message);
    }

    /** A phone wrote a message; its parts have these ids. */
    void wrote(
            String operator,
            Address recipient,
            long number,
            int dataCoding,
            List<Long> ids,
            List<byte[]> bodies,
            long at) {
        PhoneMessage message =
                new PhoneMessage(
                        operator, recipient, true, at, new Part(0, ids.size(), 1, 0), dataCoding);
        for (int i = 0; i < ids.size(); i++) {
            message.add(ids.get(i), i + 1, bodies.get(i));
            byId.put(ids.get(i), message);
        }
        add(busy(number), message);
    }

    boolean knows(long id) {
        return byId.containsKey(id);
    }

    /** What became of a part; of others than those remembered nothing is noted. */
    void tell(long id, PhoneMessage.Fate fate) {
        PhoneMessage message = byId.get(id);
        if (message != null) {
            message.tell(id, fate);
        }
    }

    /** The numbers, the one busy last first. */
    List<Long> numbers() {
        return new ArrayList<>(phones.keySet()).reversed();
    }

    /** A phone's messages in the order they came; null for a phone that is not remembered. */
    @Nullable List<PhoneMessage> messages(long number) {
        Deque<PhoneMessage> messages = phones.get(number);
        return messages == null ? null : List.copyOf(messages);
    }

    private Deque<PhoneMessage> busy(long number) {
        Deque<PhoneMessage> messages = phones.remove(number);
        if (messages == null) {
            messages = new ArrayDeque<>();
        }
        phones.put(number, messages);
        if (phones.size() > limits.phones()) {
            Iterator<Deque<PhoneMessage>> oldest = phones.values().iterator();
            oldest.next().forEach(this::forget);
            oldest.remove();
        }
        return messages;
    }

    private void add(Deque<PhoneMessage> messages, PhoneMessage message) {
        messages.addLast(message);
        if (messages.size() > limits.messages()) {
            forget(messages.removeFirst());
        }
    }

    private void forget(PhoneMessage message) {
        for (long id : message.ids()) {
            byId.remove(id);
        }
    }
}
