package io.soroka.templates;

import io.soroka.contacts.Field;
import io.soroka.text.Offender;
import io.soroka.text.TextSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a text that is being written. Positions are UTF-16 code units from its
 * start.
 *
 * @param size of the text with every fallback in place of its variable, and nothing where there is
 *     none: real people's sizes are the forecast's to tell
 * @param capacity how many units fit into so many parts
 * @param offenders what makes a mostly Latin text UCS-2, or counts double in any other
 * @param variables in order of appearance
 * @param problems why it can't be sent as it is; none for a text that compiles
 * @param selected what else a text to this audience may name: the values of its selection
 */
public record TextCheck(
        TextSize size,
        int capacity,
        List<Offender> offenders,
        List<Variable> variables,
        List<Problem> problems,
        List<Field> selected) {
    public TextCheck {
        offenders = List.copyOf(offenders);
        variables = List.copyOf(variables);
        problems = List.copyOf(problems);
        selected = List.copyOf(selected);
    }

    /**
     * A variable.
     *
     * @param length from its opening brace to behind its closing one
     * @param field which it is; null when there is none of this name
     * @param fallback what stands in for a missing value; null when nothing does
     * @param lacking how many people of the audience have no value; null when no audience is asked
     *     about
     */
    public record Variable(
            int at,
            int length,
            @Nullable Field field,
            @Nullable String fallback,
            @Nullable Long lacking) {}

    /** Something wrong. */
    public record Problem(int length, TemplateException what) {}
}
