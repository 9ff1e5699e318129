package io.soroka.access.web;

import io.soroka.access.CurrentUser;
import io.soroka.access.Logins;
import io.soroka.access.User;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logging in, asking who is logged in, logging out. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {
    private final Logins logins;
    private final CurrentUser current;
    private final SecurityContextRepository contexts;

    SessionController(Logins logins, CurrentUser current, SecurityContextRepository contexts) {
        this.logins = logins;
        this.current = current;
        this.contexts = contexts;
    }

    record Credentials(@NotEmpty String login, @NotEmpty String password) {
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    record DepartmentAnswer(String id, String name) {}

    record SessionAnswer(
            String login, String name, String role, DepartmentAnswer department, String language) {
        static SessionAnswer of(User user) {
            return new SessionAnswer(
                    user.login(),
                    user.name(),
                    user.role().code(),
                    new DepartmentAnswer(
                            String.valueOf(user.department().id()), user.department().name()),
                    user.language().getLanguage());
        }
    }

    @PostMapping
    SessionAnswer open(
            @Valid @RequestBody Credentials credentials,
            HttpServletRequest request,
            HttpServletResponse response) {
        User user = logins.check(credentials.login(), credentials.password());
        if (request.getSession(false) != null) {
            // Whoever planted a session id before must not share the session after.
            request.changeSessionId();
        }
        // The session holds the id alone: rights are read afresh with every request.
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(
                        user.id(), null, AuthorityUtils.NO_AUTHORITIES));
        contexts.saveContext(context, request, response);
        return SessionAnswer.of(user);
    }

    @GetMapping
    SessionAnswer session() {
        return SessionAnswer.of(current.user());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(HttpServletRequest request) {
        logins.leave();
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }
}
