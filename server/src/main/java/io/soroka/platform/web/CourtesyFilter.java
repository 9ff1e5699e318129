package io.soroka.platform.web;

import io.soroka.platform.Courtesy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts the requests whose senders wait. A stream counts until it begins. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CourtesyFilter extends OncePerRequestFilter {
    private final Courtesy courtesy;

    CourtesyFilter(Courtesy courtesy) {
        this.courtesy = courtesy;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        courtesy.asked();
        try {
            chain.doFilter(request, response);
        } finally {
            courtesy.answered();
        }
    }
}
