package io.soroka.segments;

import io.soroka.contacts.Fields;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * What conditions can ask about.
 *
 * @param fields of clients
 * @param sources what other rooms know, by its word
 * @param segments what a segment means; throws {@link CriteriaRefused} where there is none, or one
 *     that contains itself
 */
record Vocabulary(
        Fields fields, Map<String, CriterionSource> sources, LongFunction<Criterion> segments) {
    Vocabulary {
        sources = Map.copyOf(sources);
    }

    /** Each source has a word of its own. */
    static Vocabulary of(
            Fields fields, List<CriterionSource> sources, LongFunction<Criterion> segments) {
        var byWord = new TreeMap<String, CriterionSource>();
        for (CriterionSource source : sources) {
            if (byWord.put(source.about(), source) != null) {
                throw new IllegalStateException("Two sources are about " + source.about());
            }
        }
        return new Vocabulary(fields, byWord, segments);
    }
}
