package io.soroka.access.web;

import io.soroka.platform.ProblemException;
import io.soroka.platform.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses large bodies on the one path where strangers may send any. */
final class LoginSizeFilter extends OncePerRequestFilter {
    private static final int LARGEST = 4096;

    private final Problems problems;

    LoginSizeFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !request.getRequestURI().equals(SecurityConfiguration.SESSION);
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
