package io.soroka.campaigns.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soroka.campaigns.CampaignRefused;
import io.soroka.campaigns.PersonState;
import io.soroka.campaigns.Whom;
import io.soroka.platform.OneOf;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whom a campaign goes to, as the API has it: {@code kind} says which of the others is there.
 *
 * @param kind criteria, segment or run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AudienceView(
        @OneOf(words = {"criteria", "segment", "run"}) @Nullable String kind,
        @Nullable JsonNode criteria,
        @Nullable String segmentId,
        @Nullable String runId,
        @OneOf(PersonState.class) @Nullable List<String> states) {

    static @Nullable AudienceView of(@Nullable Whom whom, JsonMapper json) {
        return switch (whom) {
            case null -> null;
            case Whom.Criteria(String criteria) ->
                    new AudienceView("criteria", json.readTree(criteria), null, null, null);
            case Whom.Segment(long id) ->
                    new AudienceView("segment", null, Long.toString(id), null, null);
            case Whom.EarlierRun(long id, Set<PersonState> states) ->
                    new AudienceView(
                            "run",
                            null,
                            null,
                            Long.toString(id),
                            states.stream().sorted().map(PersonState::word).toList());
        };
    }

    /**
     * What it means.
     *
     * @throws CampaignRefused when it means nothing
     */
    Whom whom() {
        if (criteria != null && (kind == null || kind.equals("criteria"))) {
            return new Whom.Criteria(criteria.toString());
        }
        if (segmentId != null && "segment".equals(kind)) {
            return new Whom.Segment(Words.id(segmentId, CampaignRefused.Reason.NO_SEGMENT));
        }
        if (runId != null && "run".equals(kind)) {
            return new Whom.EarlierRun(
                    Words.id(runId, CampaignRefused.Reason.NO_RUN),
                    Words.states(states == null ? List.of() : states));
        }
        if ("criteria".equals(kind)) {
            return new Whom.Criteria("{}");
        }
        throw CampaignRefused.because(CampaignRefused.Reason.BAD_AUDIENCE).at("/audience");
    }
}
