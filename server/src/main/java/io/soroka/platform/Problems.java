package io.soroka.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** Builds the RFC 9457 answers, and writes them where no controller is at work. */
@Component
public class Problems {
    private final LocaleResolver locales;
    private final JsonMapper json;

    Problems(LocaleResolver locales, JsonMapper json) {
        this.locales = locales;
        this.json = json;
    }

    /**
     * What is wrong with one field.
     *
     * @param pointer JSON pointer into the request's body
     * @param detail a sentence for the user
     */
    public record FieldError(String pointer, String detail) {}

    /** The language of a request: Russian unless its Accept-Language prefers English. */
    public Locale locale(HttpServletRequest request) {
        return locales.resolveLocale(request);
    }

    /** The problem in a language. */
    public ProblemDetail detail(Locale locale, ProblemException problem) {
        String key = "problem." + problem.code();
        Object[] arguments = problem.arguments().toArray();
        ProblemDetail detail =
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.valueOf(problem.status()),
                        Messages.text(locale, key + ".detail", arguments));
        detail.setType(URI.create("urn:soroka:problem:" + problem.code()));
        detail.setTitle(Messages.text(locale, key + ".title", arguments));
        detail.setProperty("code", problem.code());
        if (problem.pointer() != null) {
            String sentence = Objects.requireNonNullElse(detail.getDetail(), "");
            detail.setProperty("errors", List.of(new FieldError(problem.pointer(), sentence)));
        }
        return detail;
    }

    /** Answers a request from a filter. */
    public void write(
            HttpServletRequest request, HttpServletResponse response, ProblemException problem)
            throws IOException {
        Locale locale = locale(request);
        ProblemDetail detail = detail(locale, problem);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", detail.getType());
        body.put("title", detail.getTitle());
        body.put("status", detail.getStatus());
        body.put("detail", detail.getDetail());
        body.putAll(Objects.requireNonNullElse(detail.getProperties(), Map.of()));
        response.setStatus(problem.status());
        headers(locale, problem)
                .forEach((name, values) -> response.setHeader(name, values.getFirst()));
        response.getOutputStream().write(json.writeValueAsBytes(body));
    }

    /** The headers that belong to the answer. */
    public HttpHeaders headers(Locale locale, ProblemException problem) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setContentLanguage(locale);
        if (problem.retryAfter() != null) {
            // Rounded up, so that whoever obeys it is never a moment too early.
            long seconds = problem.retryAfter().plusMillis(999).toSeconds();
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        }
        return headers;
    }
}
