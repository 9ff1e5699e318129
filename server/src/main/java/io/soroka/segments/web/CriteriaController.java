package io.soroka.segments.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Role;
import io.soroka.segments.Segments;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What conditions can ask about besides fields. */
@RestController
@RequestMapping("/api/v1/criteria")
class CriteriaController {
    private static final int MOST = 50;

    private final Segments segments;
    private final CurrentUser user;

    CriteriaController(Segments segments, CurrentUser user) {
        this.segments = segments;
        this.user = user;
    }

    record SubjectView(String about, List<String> operators) {}

    /**
     * Something to pick.
     *
     * @param people how many clients it is about; missing where nobody counts
     */
    record ChoiceView(String value, String title, @Nullable Long people) {}

    @GetMapping
    List<SubjectView> subjects() {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        return segments.subjects().stream()
                .map(subject -> new SubjectView(subject.about(), subject.operators()))
                .toList();
    }

    /**
     * What can stand in {@code values}: segments, campaigns, imports … by their names.
     *
     * @param values asks for these alone, however many there are
     */
    @GetMapping("/{about}/choices")
    List<ChoiceView> choices(
            @PathVariable String about,
            @RequestParam(defaultValue = "") String search,
            @RequestParam(required = false) @Nullable List<String> values) {
        user.require(Role.CAMPAIGN_MANAGER, Role.APPROVER);
        long department = user.departmentId();
        if (values != null) {
            return values.stream()
                    .limit(MOST)
                    .flatMap(value ->
                            segments
                                    .title(department, about, value)
                                    .map(title -> new ChoiceView(value, title, null))
                                    .stream())
                    .toList();
        }
        return segments.choices(department, about, search, MOST).stream()
                .map(choice -> new ChoiceView(choice.value(), choice.title(), choice.people()))
                .toList();
    }
}
