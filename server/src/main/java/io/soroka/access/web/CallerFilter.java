package io.soroka.access.web;

import io.soroka.access.ApiKeys;
import io.soroka.access.Caller;
import io.soroka.access.Sessions;
import io.soroka.platform.ProblemException;
import io.soroka.platform.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who asks the API or for metrics: a program that shows a key, or else a browser with a
 * session. Both are read from the database each time, so that a changed role counts at once and
 * someone who was deactivated is out at once.
 */
final class CallerFilter extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    /** "true" or "false": whether the page shows practice mode. */
    private static final String PRACTICE = "Soroka-Practice";

    private final Sessions sessions;
    private final ApiKeys keys;
    private final SecurityContextRepository contexts;
    private final Problems problems;

    CallerFilter(
            Sessions sessions,
            ApiKeys keys,
            SecurityContextRepository contexts,
            Problems problems) {
        this.sessions = sessions;
        this.keys = keys;
        this.contexts = contexts;
        this.problems = problems;
    }

    /** Whether a request shows a key; then its session, if any, is not looked at. */
    static boolean showsKey(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return !path.startsWith("/api/") && !path.equals(SecurityConfiguration.METRICS);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = find(request).orElse(null);
        if (caller != null) {
            Caller.Key key = caller.key();
            if (key != null && !KeyScopes.allow(key, request)) {
                problems.write(request, response, new ProblemException(403, "key-forbidden"));
                return;
            }
            if (practisesOtherwise(request, caller)) {
                problems.write(request, response, new ProblemException(409, "practice-changed"));
                return;
            }
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(authenticated(caller));
            SecurityContextHolder.setContext(context);
            // Streams are dispatched a second time, past this filter.
            contexts.saveContext(context, request, response);
        }
        chain.doFilter(request, response);
    }

    /**
     * Practice belongs to the session, which two windows of a browser share: what was meant as an
     * exercise in one must not go out in earnest because the other has left practice. A page may
     * say what it shows, and is refused when it is wrong.
     */
    private static boolean practisesOtherwise(HttpServletRequest request, Caller caller) {
        String shown = request.getHeader(PRACTICE);
        return shown != null
                && !request.getRequestURI().startsWith(SecurityConfiguration.SESSION)
                && Boolean.parseBoolean(shown) != caller.practice();
    }

    private Optional<Caller> find(HttpServletRequest request) {
        return showsKey(request)
                ? keys.find(
                        request.getHeader(HttpHeaders.AUTHORIZATION)
                                .substring(BEARER.length())
                                .strip())
                : SessionCookie.read(request).flatMap(sessions::find);
    }

    private static Authentication authenticated(Caller caller) {
        return UsernamePasswordAuthenticationToken.authenticated(
                caller,
                null,
                AuthorityUtils.createAuthorityList("ROLE_" + caller.user().role().name()));
    }
}
