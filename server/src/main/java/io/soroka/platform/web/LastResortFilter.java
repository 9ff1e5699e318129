package io.soroka.platform.web;

import io.soroka.platform.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers for what fails in another filter. Left to the server, such an exception would be logged
 * with its message, which may quote a number or a text.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LastResortFilter extends OncePerRequestFilter {
    private final Problems problems;
    private final UnknownErrors unknown;

    LastResortFilter(Problems problems, UnknownErrors unknown) {
        this.problems = problems;
        this.unknown = unknown;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException e) {
            if (response.isCommitted()) {
                // Half an answer is out; only breaking the connection tells that it is not whole.
                unknown.problem(e);
                throw new IOException("The answer broke off");
            }
            response.reset();
            problems.write(request, response, unknown.problem(e));
        }
    }
}
