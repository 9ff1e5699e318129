package io.soroka.campaigns.web;

import io.soroka.campaigns.Person;
import io.soroka.campaigns.Reasons;
import io.soroka.campaigns.RunPeople;
import io.soroka.platform.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * People of a run as a table that Excel opens rightly: UTF-8 with its mark, semicolons. What a
 * spreadsheet would take for a formula begins with an apostrophe instead.
 */
final class PeopleCsv {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final Writer out;
    private final PersonViews views;
    private final Locale language;

    PeopleCsv(Writer out, PersonViews views, Locale language) {
        this.out = out;
        this.views = views;
        this.language = language;
    }

    void head() throws IOException {
        out.write('\ufeff');
        write(List.of(Messages.text(language, "people.csv").split(";", -1)));
    }

    void line(RunPeople.Line line) {
        Person person = line.person();
        Reasons.Reason reason = Reasons.of(line, language);
        try {
            write(
                    List.of(
                            Long.toString(line.clientId()),
                            person == null
                                    ? ""
                                    : Objects.requireNonNullElse(views.name(person), ""),
                            person == null ? "" : views.phone(person),
                            person == null ? "" : Objects.requireNonNullElse(person.city(), ""),
                            Messages.text(language, "person-state." + line.state().word()),
                            reason == null ? "" : reason.text(),
                            line.fate() == null ? "0" : Integer.toString(line.fate().parts()),
                            Objects.requireNonNullElse(line.connection(), ""),
                            line.at() == null ? "" : line.at().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(';');
            }
            out.write(cell(cells.get(i)));
        }
        out.write("\r\n");
    }

    /**
     * A cell that is nothing but text. A whole number with its plus is harmless, but looks the
     * same.
     */
    static String cell(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String safe = FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean quoted =
                safe.chars()
                        .anyMatch(c -> c == ';' || c == '"' || c == '\n' || c == '\r' || c == ',');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
