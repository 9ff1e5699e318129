package io.soroka.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What phones answer of themselves, each text kept once, so that a reply need only keep its index.
 */
final class ReplyTexts {
    /** More than anybody sets up while a simulator runs. */
    private static final int MAX = 10_000;

    private final Map<String, Integer> indices = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();

    /** The indices of the texts, new ones included. */
    int[] of(List<String> wanted) {
        if (texts.size() + wanted.size() > MAX) {
            throw new IllegalArgumentException(
                    "replies.texts: this simulator has seen too many; start it anew");
        }
        return wanted.stream().mapToInt(this::index).toArray();
    }

    private int index(String text) {
        return indices.computeIfAbsent(
                text,
                _ -> {
                    texts.add(text);
                    bytes.add(Mail.encode(text));
                    return texts.size() - 1;
                });
    }

    String text(int index) {
        return texts.get(index);
    }

    byte[] bytes(int index) {
        return bytes.get(index);
    }
}
