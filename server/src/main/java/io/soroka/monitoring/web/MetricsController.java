package io.soroka.monitoring.web;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.soroka.access.CurrentUser;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Metrics in Prometheus' text format, for keys with the scope {@code metrics:read} and for
 * administrators.
 */
@RestController
class MetricsController {
    private final PrometheusRegistry registry;
    private final CurrentUser current;
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    MetricsController(PrometheusRegistry registry, CurrentUser current) {
        this.registry = registry;
        this.current = current;
    }

    @GetMapping("/metrics")
    void metrics(HttpServletResponse response) throws IOException {
        // A key that has come so far has the scope.
        if (current.caller().key() == null) {
            current.require();
        }
        // Written whole or not at all: what can't be counted must not look like half an answer.
        var text = new ByteArrayOutputStream(1 << 15);
        writer.write(text, registry.scrape());
        response.setContentType(writer.getContentType());
        response.setContentLength(text.size());
        text.writeTo(response.getOutputStream());
    }
}
