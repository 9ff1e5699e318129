package io.soroka.selections;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A question in SQL with its parameters found. What keeps it from doing harm is the other database:
 * a transaction that can only read, and a user who may only read. Here only that is refused which
 * would lead past that transaction: a second statement, and {@code into}, which writes files where
 * the user may; and what databases would understand each in its own way.
 *
 * @param sql with a question mark in place of each parameter
 * @param names of the parameters, in the order of the question marks
 */
record QueryText(String sql, List<String> names) {
    private static final Set<String> BEGINNINGS = Set.of("select", "with");

    QueryText {
        names = List.copyOf(names);
    }

    /**
     * Reads a question.
     *
     * @throws InvalidSelection if it is none
     */
    static QueryText of(String text) {
        if (text.isBlank()) {
            throw refused("selection.missing");
        }
        if (text.length() > Selection.Question.Sql.LONGEST) {
            throw refused("selection.query-too-long", Selection.Question.Sql.LONGEST);
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c))) {
            throw refused("selection.query-unusable");
        }
        // Not even in quotes, about whose end the database may think otherwise.
        if (text.indexOf(';') >= 0) {
            throw refused("selection.query-many");
        }
        return new Scan(text).done();
    }

    private static InvalidSelection refused(String messageKey, Object... arguments) {
        return new InvalidSelection("/query", messageKey, arguments);
    }

    /** Walks through a text; parameters are looked for outside of quotes and comments. */
    private static final class Scan {
        private final String text;
        private final StringBuilder sql = new StringBuilder();
        private final List<String> names = new ArrayList<>();
        private int at;

        Scan(String text) {
            this.text = text;
        }

        QueryText done() {
            while (at < text.length()) {
                char c = text.charAt(at);
                switch (c) {
                    case '\'', '"', '`' -> quoted(c);
                    case '-' -> comment("--", "\n");
                    case '/' -> comment("/*", "*/");
                    case '$' -> dollar();
                    case ':' -> colon();
                    case '?' -> throw refused("selection.query-question-mark");
                    default -> word();
                }
            }
            String written = sql.toString();
            if (!BEGINNINGS.contains(firstWord(written))) {
                throw refused("selection.query-no-select");
            }
            return new QueryText(written, names);
        }

        private void copy(int length) {
            sql.append(text, at, at + length);
            at += length;
        }

        private void copyTo(int end, int length) {
            if (end < 0) {
                throw refused("selection.query-open-quote");
            }
            copy(end + length - at);
        }

        /** Whether a backslash lets a quote go on, databases do not agree. */
        private void quoted(char quote) {
            int end = text.indexOf(quote, at + 1);
            if (end > 0 && text.charAt(end - 1) == '\\') {
                throw refused("selection.query-backslash");
            }
            copyTo(end, 1);
        }

        private void word() {
            int end = at;
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
            if (text.substring(at, end).equalsIgnoreCase("into")) {
                throw refused("selection.query-into");
            }
            copy(Math.max(1, end - at));
        }

        /** Left out: what a comment hides from us the database might read. */
        private void comment(String opening, String closing) {
            if (!text.startsWith(opening, at)) {
                copy(1);
                return;
            }
            int end = text.indexOf(closing, at + opening.length());
            if (end < 0 && closing.length() > 1) {
                throw refused("selection.query-open-quote");
            }
            sql.append(' ');
            at = end < 0 ? text.length() : end + closing.length();
        }

        /** PostgreSQL's quotes, {@code $$…$$} or {@code $tag$…$tag$}. */
        private void dollar() {
            int end = at + 1;
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '$') {
                String tag = text.substring(at, end + 1);
                copyTo(text.indexOf(tag, end + 1), tag.length());
            } else {
                copy(1);
            }
        }

        private void colon() {
            if (text.startsWith("::", at)) {
                copy(2);
                return;
            }
            int end = at + 1;
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
            if (end == at + 1 || Character.isDigit(text.charAt(at + 1))) {
                // A slice of a list, [1:2], or an assignment.
                copy(1);
                return;
            }
            names.add(text.substring(at + 1, end));
            sql.append('?');
            at = end;
        }

        private static boolean isWord(char c) {
            return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
        }

        private static String firstWord(String sql) {
            String words = sql.strip();
            while (words.startsWith("(")) {
                words = words.substring(1).strip();
            }
            int end = 0;
            while (end < words.length() && Character.isLetter(words.charAt(end))) {
                end++;
            }
            return words.substring(0, end).toLowerCase(Locale.ROOT);
        }
    }
}
