package io.soroka.providers.smpp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** What an operator tells of itself, a line each: a word, then what it is about. */
abstract class PeerLog implements AutoCloseable {
    final List<String> lines = new CopyOnWriteArrayList<>();

    abstract int port();

    final List<String> all() {
        return lines;
    }

    /** What follows a word in all lines that begin with it. */
    final List<String> told(String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    final Map<String, String> pairs(String word) {
        return told(word).stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    @Override
    public abstract void close();
}
