package io.soroka.templates;

import io.soroka.templates.TemplateException.Reason;
import io.soroka.text.Offender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text that is still being written: where the compiler stops at the first thing that is
 * wrong, this notes it and goes on.
 */
final class TextScan {
    /** A variable, from its opening brace to behind its closing one; no key when it is unknown. */
    record Variable(int at, int length, @Nullable String key, @Nullable String fallback) {}

    /** Something wrong, and how far it reaches. */
    record Problem(int length, TemplateException what) {}

    private final String text;
    private final FieldNames names;
    private final List<Variable> variables = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final StringBuilder shown = new StringBuilder();
    private final List<Integer> places = new ArrayList<>();

    private TextScan(String text, FieldNames names) {
        this.text = text;
        this.names = names;
    }

    static TextScan of(String text, FieldNames names) {
        var scan = new TextScan(text, names);
        scan.read();
        return scan;
    }

    List<Variable> variables() {
        return variables;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The text as it goes to somebody for whom every fallback is needed. */
    String shown() {
        return shown.toString();
    }

    /** Where in the text something of {@link #shown} stands. */
    Offender placed(Offender offender) {
        return new Offender(
                places.get(offender.position()), offender.character(), offender.replacement());
    }

    private void read() {
        if (Blanks.trimmed(text).isEmpty()) {
            problem(Reason.BLANK, 0, text.length());
        }
        if (text.length() > Templates.MAX_LENGTH) {
            problem(
                    Reason.TOO_LONG,
                    Templates.MAX_LENGTH,
                    text.length() - Templates.MAX_LENGTH,
                    String.valueOf(text.length()),
                    String.valueOf(Templates.MAX_LENGTH));
        }
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
            if (c != '{' && c != '}') {
                show(at, c);
                at++;
            } else if (doubled) {
                show(at, c);
                at += 2;
            } else if (c == '{') {
                at = slot(at);
            } else {
                problem(Reason.UNOPENED_BRACE, at, 1);
                show(at, c);
                at++;
            }
        }
    }

    private int slot(int open) {
        int close = open + 1;
        while (close < text.length() && text.charAt(close) != '}' && text.charAt(close) != '{') {
            close++;
        }
        if (close == text.length() || text.charAt(close) == '{') {
            problem(Reason.UNCLOSED_BRACE, open, 1);
            show(open, '{');
            return open + 1;
        }
        int length = close + 1 - open;
        String inside = text.substring(open + 1, close);
        int bar = inside.indexOf('|');
        String name = Blanks.trimmed(bar < 0 ? inside : inside.substring(0, bar));
        String fallback = bar < 0 ? null : Blanks.trimmed(inside.substring(bar + 1));
        if (name.isEmpty()) {
            problem(Reason.EMPTY_NAME, open, length);
            return close + 1;
        }
        String key = names.key(name);
        if (key == null) {
            String nearest = Nearest.to(name, names.names());
            if (nearest == null) {
                problem(Reason.UNKNOWN_VARIABLE, open, length, name);
            } else {
                problem(Reason.UNKNOWN_VARIABLE, open, length, name, nearest);
            }
        }
        variables.add(new Variable(open, length, key, fallback));
        if (fallback != null) {
            int from = open + 2 + bar + Blanks.start(inside.substring(bar + 1));
            for (int i = 0; i < fallback.length(); i++) {
                show(from + i, fallback.charAt(i));
            }
        }
        return close + 1;
    }

    private void show(int place, char c) {
        shown.append(c);
        places.add(place);
    }

    private void problem(Reason reason, int at, int length, String... arguments) {
        problems.add(new Problem(length, new TemplateException(reason, at, arguments)));
    }
}
