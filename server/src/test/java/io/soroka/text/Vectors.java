package io.soroka.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The hand-made vectors that the browser's counter is checked against too. */
record Vectors(int line, String text, Alphabet alphabet, int units, int parts, String why) {
    private static final Pattern REPEATED = Pattern.compile("\\\\x(\\d+)\\{((?:[^\\\\}]|\\\\.)*)}");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(u[0-9a-f]{4}|.)");

    static Stream<Vectors> all() {
        try (InputStream file = Vectors.class.getResourceAsStream("/text-vectors.tsv")) {
            String[] lines =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                            .split("\n");
            return Stream.iterate(0, i -> i < lines.length, i -> i + 1)
                    .filter(i -> !lines[i].startsWith("#"))
                    .map(i -> parse(i + 1, lines[i].split("\t")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vectors parse(int line, String[] fields) {
        return new Vectors(
                line,
                unescape(fields[0]),
                Alphabet.valueOf(fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                fields[4]);
    }

    private static String unescape(String field) {
        String repeated =
                REPEATED.matcher(field)
                        .replaceAll(m ->
                                Matcher.quoteReplacement(
                                        m.group(2).repeat(Integer.parseInt(m.group(1)))));
        return ESCAPED.matcher(repeated)
                .replaceAll(m -> Matcher.quoteReplacement(escaped(m.group(1))));
    }

    private static String escaped(String sequence) {
        return switch (sequence.charAt(0)) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'f' -> "\f";
            case 'u' -> String.valueOf((char) Integer.parseInt(sequence.substring(1), 16));
            default -> sequence;
        };
    }

    @Override
    public String toString() {
        return "line " + line + ": " + why;
    }
}
