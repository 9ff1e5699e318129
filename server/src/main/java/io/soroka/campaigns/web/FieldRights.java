package io.soroka.campaigns.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Campaigns;
import io.soroka.campaigns.Whom;
import io.soroka.platform.ProblemException;
import io.soroka.segments.CriteriaRefused;
import io.soroka.segments.Segments;
import io.soroka.selections.Variables;
import io.soroka.templates.ClientTexts;
import io.soroka.templates.TemplateException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Keeps back fields that the current user may not use: to them these are unknown. */
@Component
class FieldRights {
    private final Campaigns campaigns;
    private final Segments segments;
    private final ClientTexts texts;
    private final CurrentUser user;

    FieldRights(Campaigns campaigns, Segments segments, ClientTexts texts, CurrentUser user) {
        this.campaigns = campaigns;
        this.segments = segments;
        this.texts = texts;
        this.user = user;
    }

    /**
     * Goes on only if the user may use what an audience and a text ask for.
     *
     * @throws CriteriaRefused if conditions look at another field
     * @throws ProblemException 422 if the text names one
     */
    void require(@Nullable Whom whom, @Nullable String text) {
        Role role = user.user().role();
        if (whom instanceof Whom.Criteria(String tree)) {
            segments.requireUsable(user.departmentId(), tree, role);
        }
        require(campaigns.variables(user.departmentId(), whom), text == null ? "" : text);
    }

    /**
     * Goes on only if the user may use what a text asks for.
     *
     * @param selected a selection's values that it may name; null for none
     * @throws ProblemException 422 if it names something else
     */
    void require(@Nullable Variables selected, String text) {
        try {
            texts.requireUsable(text, selected, user.user().role());
        } catch (TemplateException e) {
            throw new ProblemException(
                            422, "campaign-bad-text", e.message(LocaleContextHolder.getLocale()))
                    .at("/text");
        }
    }
}
