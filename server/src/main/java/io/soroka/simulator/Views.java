package io.soroka.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the API tells, as its JSON has it. */
final class Views {
    /** More than anybody scrolls through. */
    static final int MOST_ROWS = 200;

    private static final int PREVIEW = 120;

    private Views() {}

    /**
     * An operator.
     *
     * @param sessions bound just now
     * @param habits what it does, as in the settings
     * @param courses where each fault that is set up is in its course: waiting, on, over
     */
    record Operator(
            String name,
            String title,
            int port,
            String systemId,
            int sessions,
            Simulator.Counts counts,
            JsonNode habits,
            Map<String, String> courses) {}

    /**
     * A phone in the list, by its last message.
     *
     * @param text the beginning
     * @param written whether the phone wrote it
     * @param at milliseconds since 1970
     */
    record Row(
            String number,
            String operator,
            String party,
            String text,
            boolean written,
            String fate,
            long at) {}

    /** A phone with its messages, the oldest first. */
    record Phone(String number, List<Message> messages) {}

    /**
     * A message on a phone.
     *
     * @param party who sent it, or who was written to
     * @param parts it has
     * @param come how many of them have come
     * @param fate what became of it: waiting (for its receipt, or to be handed over), delivered,
     *     failed, lost (the receipt), unasked (no receipt wanted); handed, taken (a phone's own)
     * @param at milliseconds since 1970
     */
    record Message(
            String operator,
            String party,
            boolean written,
            String text,
            int parts,
            int come,
            String fate,
            long at) {}

    static Operator operator(io.soroka.simulator.Operator operator, int port) {
        OperatorSettings settings = operator.settings();
        Map<String, String> courses = new LinkedHashMap<>();
        operator.courses().forEach((kind, course) -> courses.put(kind.word(), word(course)));
        return new Operator(
                settings.name(),
                settings.title(),
                port,
                settings.systemId(),
                operator.sessions(),
                operator.counts(),
                OperatorJson.write(operator.habits()),
                courses);
    }

    static Row row(long number, List<PhoneMessage> messages) {
        PhoneMessage last = messages.getLast();
        String text = last.text();
        return new Row(
                Long.toString(number),
                last.operator(),
                last.party().value(),
                text.substring(0, Math.min(PREVIEW, text.length())),
                last.written(),
                word(last.fate()),
                last.at());
    }

    static Phone phone(long number, List<PhoneMessage> messages) {
        return new Phone(Long.toString(number), messages.stream().map(Views::message).toList());
    }

    private static Message message(PhoneMessage message) {
        return new Message(
                message.operator(),
                message.party().value(),
                message.written(),
                message.text(),
                message.total(),
                message.come(),
                word(message.fate()),
                message.at());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
