package io.soroka.access.web;

import static io.soroka.access.Scope.CAMPAIGNS_READ;
import static io.soroka.access.Scope.CAMPAIGNS_WRITE;
import static io.soroka.access.Scope.CLIENTS_READ;
import static io.soroka.access.Scope.CLIENTS_WRITE;
import static io.soroka.access.Scope.METRICS_READ;

import io.soroka.access.Caller;
import io.soroka.access.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which scope a request with an API key needs: the first line that fits counts, and what fits none
 * is not for keys. Lines with people in the answer come before the wider ones.
 */
final class KeyScopes {
    private static final String ROOT = "/api/v1";

    private static final List<Line> LINES =
            List.of(
                    line("GET", "/runs/{id}/people", CLIENTS_READ),
                    line("GET", "/runs/{id}/people.csv", CLIENTS_READ),
                    line("GET", "/runs/{id}/answers", CLIENTS_READ),
                    line("GET", "/campaigns/{id}/check", CLIENTS_READ),
                    line("POST", "/segments/sample", CLIENTS_READ),
                    line("POST", "/segments/count", CAMPAIGNS_READ),
                    line("POST", "/texts/check", CAMPAIGNS_READ),
                    line("GET", "/fields/{key}/values", CLIENTS_READ),
                    line("GET", "/fields", CAMPAIGNS_READ),
                    line("GET", "/event-kinds", CAMPAIGNS_READ),
                    line("GET", "/criteria/**", CAMPAIGNS_READ),
                    line("GET", "/campaigns/**", CAMPAIGNS_READ),
                    line("GET", "/runs/**", CAMPAIGNS_READ),
                    line("GET", "/segments/**", CAMPAIGNS_READ),
                    line("GET", "/texts/**", CAMPAIGNS_READ),
                    line("GET", "/selections/**", CAMPAIGNS_READ),
                    line("POST PUT DELETE", "/campaigns/**", CAMPAIGNS_WRITE),
                    line("POST PUT DELETE", "/runs/**", CAMPAIGNS_WRITE),
                    line("POST PUT DELETE", "/segments/**", CAMPAIGNS_WRITE),
                    line("POST PUT DELETE", "/texts/**", CAMPAIGNS_WRITE),
                    line("POST", "/selections/{id}/runs/**", CAMPAIGNS_WRITE),
                    line("PUT DELETE", "/selections/{id}/campaign", CAMPAIGNS_WRITE),
                    line("GET", "/lists/**", CAMPAIGNS_READ),
                    line("POST PUT DELETE", "/lists/**", CLIENTS_WRITE),
                    line("GET", "/consents/purposes", CAMPAIGNS_READ),
                    line("GET", "/consents/proof", CLIENTS_READ),
                    line("POST", "/consents/import", CLIENTS_WRITE),
                    line("GET", "/clients/**", CLIENTS_READ),
                    line("GET", "/imports/**", CLIENTS_READ),
                    line("POST PUT DELETE", "/clients/**", CLIENTS_WRITE),
                    line("POST PUT DELETE", "/imports/**", CLIENTS_WRITE),
                    line("POST", "/events", CLIENTS_WRITE),
                    new Line(
                            List.of("GET"),
                            PathPatternParser.defaultInstance.parse(SecurityConfiguration.METRICS),
                            METRICS_READ));

    private record Line(List<String> methods, PathPattern path, Scope scope) {
        boolean fits(String method, PathContainer requested) {
            return methods.contains(method) && path.matches(requested);
        }
    }

    private KeyScopes() {}

    private static Line line(String methods, String path, Scope scope) {
        return new Line(List.of(methods.split(" ")), parsed(ROOT + path), scope);
    }

    private static PathPattern parsed(String path) {
        return PathPatternParser.defaultInstance.parse(path);
    }

    /** Whether a key's scopes cover a request. */
    static boolean allow(Caller.Key key, HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        return LINES.stream()
                .filter(line -> line.fits(request.getMethod(), path))
                .findFirst()
                .filter(line -> key.scopes().contains(line.scope()))
                .isPresent();
    }
}
