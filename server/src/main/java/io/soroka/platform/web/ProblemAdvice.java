package io.soroka.platform.web;

import io.soroka.platform.ProblemException;
import io.soroka.platform.Problems;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** What controllers throw, as problems. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
    /** PostgreSQL's words for a text with a NUL, plain and in JSON, and for a time too far away. */
    private static final Set<String> UNSTORABLE = Set.of("22021", "22P05", "22008");

    private final Problems problems;
    private final UnknownErrors unknown;

    ProblemAdvice(Problems problems, UnknownErrors unknown) {
        this.problems = problems;
        this.unknown = unknown;
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException problem) {
        return answer(problem, new HttpHeaders());
    }

    /** Security's own exceptions belong to its filters, which know whether anyone is logged in. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void security(RuntimeException e) {
        throw e;
    }

    /** Nothing checks each text for such, and only the database says what it does not hold. */
    @ExceptionHandler
    ResponseEntity<Object> unstorable(DataAccessException e) {
        return answer(
                e.getMostSpecificCause() instanceof SQLException cause
                                && UNSTORABLE.contains(
                                        Objects.requireNonNullElse(cause.getSQLState(), ""))
                        ? StatusProblems.of(400)
                        : unknown.problem(e),
                new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> anythingElse(Exception e) {
        return answer(unknown.problem(e), new HttpHeaders());
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ResponseEntity<Object> answer = answer(new ProblemException(400, "invalid"), headers);
        List<Problems.FieldError> errors =
                e.getBindingResult().getFieldErrors().stream()
                        .map(error ->
                                new Problems.FieldError(
                                        pointer(error.getField()),
                                        Objects.requireNonNullElse(error.getDefaultMessage(), "")))
                        .toList();
        if (answer.getBody() instanceof ProblemDetail detail) {
            detail.setProperty("errors", errors);
        }
        return answer;
    }

    /** A property's path such as {@code columns[2].field} as a JSON pointer. */
    private static String pointer(String path) {
        return "/" + path.replace("]", "").replaceAll("[.\\[]", "/");
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        // The framework's own words name classes and parameters; the status says enough.
        return answer(
                StatusProblems.isUnknown(status.value())
                        ? unknown.problem(e)
                        : StatusProblems.of(status.value()),
                headers);
    }

    private ResponseEntity<Object> answer(ProblemException problem, HttpHeaders more) {
        Locale locale = LocaleContextHolder.getLocale();
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(more);
        headers.addAll(problems.headers(locale, problem));
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .body(problems.detail(locale, problem));
    }
}
