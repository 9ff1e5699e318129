package io.soroka.templates;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled text; immutable, so that any number of threads may render it at once. */
public final class Template {
    /** A piece of the text as it is sent. */
    sealed interface Piece {}

    /** Words that are the same for everyone. */
    record Literal(String text) implements Piece {}

    /** A variable by its index, and what stands in for a missing value, if anything does. */
    record Slot(int variable, @Nullable String fallback) implements Piece {}

    private final Piece[] pieces;
    private final List<String> variables;

    Template(List<Piece> pieces, List<String> variables) {
        this.pieces = pieces.toArray(Piece[]::new);
        this.variables = List.copyOf(variables);
    }

    /** Keys of the fields the text needs, each once, in order of appearance. */
    public List<String> variables() {
        return variables;
    }

    /** Those of the {@link #variables()} that stand without a fallback in at least one place. */
    public List<String> variablesWithoutFallback() {
        return variables.stream().filter(v -> lacksFallback(variables.indexOf(v))).toList();
    }

    /**
     * What stands in for a variable's missing value, place by place; nothing where nothing does.
     */
    public List<String> fallbacks(String variable) {
        int index = variables.indexOf(variable);
        var fallbacks = new ArrayList<String>();
        for (Piece piece : pieces) {
            if (piece instanceof Slot(int of, String fallback) && of == index && fallback != null) {
                fallbacks.add(fallback);
            }
        }
        return fallbacks;
    }

    private boolean lacksFallback(int variable) {
        for (Piece piece : pieces) {
            if (piece instanceof Slot slot
                    && slot.variable() == variable
                    && slot.fallback() == null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes the text for one recipient in place of whatever the builder holds. Values go in as
     * they are, without their outer blanks and without being read as a template; one that is null
     * or blank gives way to the fallback. The result can be empty when all there is are empty
     * fallbacks.
     *
     * @param values formatted values in the order of {@link #variables()}, as many as there are
     * @throws MissingValueException if a value is needed and neither it nor a fallback is there
     */
    public void render(@Nullable CharSequence[] values, StringBuilder out) {
        if (values.length != variables.size()) {
            throw new IllegalArgumentException(
                    "%d values for %d variables".formatted(values.length, variables.size()));
        }
        out.setLength(0);
        for (Piece piece : pieces) {
            switch (piece) {
                case Literal literal -> out.append(literal.text());
                case Slot slot -> fill(slot, values[slot.variable()], out);
            }
        }
    }

    /** Whether a value is none, so that its fallback stands in or the text can't be rendered. */
    public static boolean isMissing(@Nullable CharSequence value) {
        return value == null || Blanks.start(value) == value.length();
    }

    private void fill(Slot slot, @Nullable CharSequence value, StringBuilder out) {
        if (value != null) {
            int start = Blanks.start(value);
            int end = Blanks.end(value, start);
            if (start < end) {
                out.append(value, start, end);
                return;
            }
        }
        if (slot.fallback() == null) {
            throw new MissingValueException(variables.get(slot.variable()));
        }
        out.append(slot.fallback());
    }
}
