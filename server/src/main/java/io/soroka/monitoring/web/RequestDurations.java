package io.soroka.monitoring.web;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Measures how long requests take, by route template: what stands in a path (ids, names, numbers)
 * is never told. A stream counts until it begins.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class RequestDurations extends OncePerRequestFilter {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Histogram durations;

    RequestDurations(PrometheusRegistry registry) {
        durations =
                Histogram.builder()
                        .name("soroka_http_request_duration_seconds")
                        .help("How long HTTP requests took, by route.")
                        .labelNames("method", "route", "status")
                        .classicOnly()
                        .classicUpperBounds(0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 60)
                        .withoutExemplars()
                        .register(registry);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        int status = 500;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            durations
                    .labelValues(method(request), route(request), String.valueOf(status))
                    .observe((System.nanoTime() - began) / 1e9);
        }
    }

    /** A stranger may send any word as a method; it must not become a series. */
    private static String method(HttpServletRequest request) {
        return METHODS.contains(request.getMethod()) ? request.getMethod() : "other";
    }

    /** What was refused before it got to a controller has none. */
    private static String route(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
                        instanceof String pattern
                ? pattern
                : "none";
    }
}
