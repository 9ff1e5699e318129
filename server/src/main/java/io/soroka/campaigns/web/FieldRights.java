package io.soroka.campaigns.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.campaigns.Whom;
import io.soroka.platform.ProblemException;
import io.soroka.segments.CriteriaRefused;
import io.soroka.segments.Segments;
import io.soroka.templates.ClientTexts;
import io.soroka.templates.TemplateException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Keeps back fields that the current user may not use: to them these are unknown. */
@Component
class FieldRights {
    private final Segments segments;
    private final ClientTexts texts;
    private final CurrentUser user;

    FieldRights(Segments segments, ClientTexts texts, CurrentUser user) {
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
        try {
            texts.requireUsable(text == null ? "" : text, role);
        } catch (TemplateException e) {
            throw new ProblemException(
                            422, "campaign-bad-text", e.message(LocaleContextHolder.getLocale()))
                    .at("/text");
        }
    }
}
