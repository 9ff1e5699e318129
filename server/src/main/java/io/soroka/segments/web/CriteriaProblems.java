package io.soroka.segments.web;

import io.soroka.platform.Messages;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Problems;
import io.soroka.segments.CriteriaRefused;
import io.soroka.segments.SegmentRefused;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Conditions and names that can't be used, as problems. In every request conditions stand under
 * {@code criteria}, and the pointer begins there.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class CriteriaProblems {
    private final Problems problems;

    CriteriaProblems(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(CriteriaRefused e) {
        Locale language = LocaleContextHolder.getLocale();
        return answer(
                new ProblemException(
                                422,
                                "criteria-refused",
                                Messages.text(language, e.messageKey(), e.arguments().toArray()))
                        .at("/criteria" + e.pointer()),
                language);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(SegmentRefused e) {
        Locale language = LocaleContextHolder.getLocale();
        boolean taken = e.messageKey().equals("segment.name-taken");
        return answer(
                new ProblemException(
                                taken ? 409 : 422,
                                "segment-name",
                                Messages.text(language, e.messageKey()))
                        .at("/name"),
                language);
    }

    private ResponseEntity<ProblemDetail> answer(ProblemException problem, Locale language) {
        return ResponseEntity.status(problem.status())
                .headers(problems.headers(language, problem))
                .body(problems.detail(language, problem));
    }
}
