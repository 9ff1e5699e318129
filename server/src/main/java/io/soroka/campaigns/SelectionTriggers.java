package io.soroka.campaigns;

import io.soroka.campaigns.CampaignRefused.Reason;
import io.soroka.platform.ProblemException;
import io.soroka.segments.Segments;
import io.soroka.selections.Selection;
import io.soroka.selections.Selections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which campaign a selection launches each time it has run whole. */
@Component
public class SelectionTriggers {
    private final SelectionLaunchRows rows;
    private final CampaignRows campaigns;
    private final Selections selections;
    private final Segments segments;

    SelectionTriggers(
            SelectionLaunchRows rows,
            CampaignRows campaigns,
            Selections selections,
            Segments segments) {
        this.rows = rows;
        this.campaigns = campaigns;
        this.selections = selections;
        this.segments = segments;
    }

    /** What a selection launches, if anything. */
    public Optional<SelectionTrigger> find(Selection selection) {
        return rows.find(selection.id());
    }

    /** What came of its runs, the newest first. */
    public List<SelectionTrigger.Outcome> outcomes(Selection selection) {
        return rows.outcomes(selection.id());
    }

    /**
     * From its next run on, a selection launches a draft, as it stands now: any change of the draft
     * ends that.
     *
     * @param version of the draft that the person has seen
     * @throws CampaignRefused when there is no such draft, or somebody has changed it
     * @throws ProblemException 422 when the draft has a time of its own, or does not go to people
     *     of this selection and no other
     */
    @Transactional
    public SelectionTrigger set(Selection selection, long campaignId, int version, String by) {
        Campaign campaign =
                campaigns
                        .find(campaignId)
                        .filter(one -> one.departmentId() == selection.departmentId())
                        .orElseThrow(() -> new CampaignRefused(Reason.NOT_FOUND));
        if (campaign.launched()) {
            throw new CampaignRefused(Reason.WRONG_STATE);
        }
        if (campaign.version() != version) {
            throw new CampaignRefused(Reason.CHANGED);
        }
        if (campaign.startAt() != null) {
            throw new ProblemException(422, "selection-campaign-time").at("/campaignId");
        }
        Long asked = selections.only(campaign.departmentId(), tree(campaign));
        if (asked == null || asked != selection.id()) {
            throw new ProblemException(422, "selection-campaign-others").at("/campaignId");
        }
        rows.set(selection.id(), campaign, by);
        return rows.find(selection.id()).orElseThrow();
    }

    private @Nullable String tree(Campaign campaign) {
        return switch (campaign.whom()) {
            case Whom.Criteria(String criteria) -> criteria;
            case Whom.Segment(long id) ->
                    segments.find(campaign.departmentId(), id)
                            .map(segment -> segment.tree())
                            .orElse(null);
            case null, default -> null;
        };
    }

    /** It launches nothing any more. */
    public void clear(Selection selection) {
        rows.clear(selection.id());
    }
}
