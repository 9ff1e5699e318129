package io.soroka.campaigns.web;

import io.soroka.campaigns.CampaignRefused;
import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.campaigns.PersonState;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the API's words. */
final class Words {
    private Words() {}

    static long id(String word, Reason otherwise) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw CampaignRefused.because(otherwise);
        }
    }

    static Set<PersonState> states(Collection<String> words) {
        var states = EnumSet.noneOf(PersonState.class);
        words.forEach(word -> states.add(state(word)));
        return states;
    }

    static PersonState state(String word) {
        return PersonState.named(word)
                .orElseThrow(() -> CampaignRefused.because(Reason.BAD_STATE, word));
    }

    static @Nullable PersonState stateOrAll(@Nullable String word) {
        return word == null || word.isEmpty() ? null : state(word);
    }
}
