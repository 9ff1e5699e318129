package io.soroka.access.web;

import io.soroka.access.User;
import io.soroka.access.Users;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the session's user from the database for every request to the API, so that a changed role
 * counts at once and someone who was deactivated is out at once.
 */
final class FreshUserFilter extends OncePerRequestFilter {
    private final Users users;

    FreshUserFilter(Users users) {
        this.users = users;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication stored = SecurityContextHolder.getContext().getAuthentication();
        if (stored != null && stored.getPrincipal() instanceof Long id) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            users.find(id)
                    .filter(User::active)
                    .ifPresent(user -> context.setAuthentication(authenticated(user)));
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private static Authentication authenticated(User user) {
        return UsernamePasswordAuthenticationToken.authenticated(
                user, null, AuthorityUtils.createAuthorityList("ROLE_" + user.role().name()));
    }
}
