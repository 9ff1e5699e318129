package io.soroka.templates;

import io.soroka.templates.Template.Literal;
import io.soroka.templates.Template.Piece;
import io.soroka.templates.Template.Slot;
import io.soroka.templates.TemplateException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles texts with variables. {@code {name}} is a field's value, {@code {name|fallback}} has
 * words for those who lack one (none at all, {@code {name|}}, are words too); blanks around either
 * do not count. {@code {{} and {@code }}} are braces to be sent. A name is a field's key or title.
 */
public final class Templates {
    /** The longest text, in UTF-16 code units: what large providers take, and 24 Russian parts. */
    public static final int MAX_LENGTH = 1600;

    private Templates() {}

    /**
     * Compiles a text.
     *
     * @throws TemplateException at the first thing that is wrong
     */
    public static Template compile(String text, FieldNames names) {
        if (Blanks.trimmed(text).isEmpty()) {
            throw new TemplateException(Reason.BLANK, 0);
        }
        if (text.length() > MAX_LENGTH) {
            throw new TemplateException(
                    Reason.TOO_LONG,
                    MAX_LENGTH,
                    String.valueOf(text.length()),
                    String.valueOf(MAX_LENGTH));
        }
        return new Compiler(text, names).compile();
    }

    /** One compilation's state. */
    private static final class Compiler {
        private final String text;
        private final FieldNames names;
        private final List<Piece> pieces = new ArrayList<>();
        private final List<String> variables = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();

        Compiler(String text, FieldNames names) {
            this.text = text;
            this.names = names;
        }

        Template compile() {
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
                if (c != '{' && c != '}') {
                    literal.append(c);
                    at++;
                } else if (doubled) {
                    literal.append(c);
                    at += 2;
                } else if (c == '{') {
                    at = slot(at);
                } else {
                    throw new TemplateException(Reason.UNOPENED_BRACE, at);
                }
            }
            endLiteral();
            return new Template(pieces, variables);
        }

        /** Reads the variable whose brace stands at a position; returns where the text goes on. */
        private int slot(int open) {
            int close = open + 1;
            while (close < text.length() && text.charAt(close) != '}') {
                if (text.charAt(close) == '{') {
                    throw new TemplateException(Reason.UNCLOSED_BRACE, open);
                }
                close++;
            }
            if (close == text.length()) {
                throw new TemplateException(Reason.UNCLOSED_BRACE, open);
            }
            String inside = text.substring(open + 1, close);
            int bar = inside.indexOf('|');
            String name = Blanks.trimmed(bar < 0 ? inside : inside.substring(0, bar));
            if (name.isEmpty()) {
                throw new TemplateException(Reason.EMPTY_NAME, open);
            }
            endLiteral();
            pieces.add(
                    new Slot(
                            variable(name, open),
                            bar < 0 ? null : Blanks.trimmed(inside.substring(bar + 1))));
            return close + 1;
        }

        private int variable(String name, int open) {
            String key = names.key(name);
            if (key == null) {
                String nearest = Nearest.to(name, names.names());
                throw nearest == null
                        ? new TemplateException(Reason.UNKNOWN_VARIABLE, open, name)
                        : new TemplateException(Reason.UNKNOWN_VARIABLE, open, name, nearest);
            }
            if (!variables.contains(key)) {
                variables.add(key);
            }
            return variables.indexOf(key);
        }

        private void endLiteral() {
            if (!literal.isEmpty()) {
                pieces.add(new Literal(literal.toString()));
                literal.setLength(0);
            }
        }
    }
}
