package io.soroka.access.web;

import io.soroka.platform.ProblemException;
import io.soroka.platform.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses large bodies on the few paths where strangers may send any. */
final class StrangerSizeFilter extends OncePerRequestFilter {
    private static final int LARGEST = 4096;

    private final RequestMatcher strangers;
    private final Problems problems;

    StrangerSizeFilter(RequestMatcher strangers, Problems problems) {
        this.strangers = strangers;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !strangers.matches(request);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        // A body of undeclared length could go on for ever.
        if (length < 0 || length > LARGEST) {
            problems.write(request, response, new ProblemException(413, "too-large"));
        } else {
            chain.doFilter(request, response);
        }
    }
}
