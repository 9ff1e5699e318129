package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The user whose request is being served; for controllers, and only on the request's own thread.
 */
@Component
public class CurrentUser {
    CurrentUser() {}

    static Optional<User> signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof User user
                ? Optional.of(user)
                : Optional.empty();
    }

    /**
     * The user as stored at the request's beginning.
     *
     * @throws ProblemException 401 if nobody is logged in
     */
    public User user() {
        return signedIn().orElseThrow(() -> new ProblemException(401, "unauthenticated"));
    }

    /** The user's id. */
    public long id() {
        return user().id();
    }

    /** The department whose rows the user sees and to which new rows belong. */
    public long departmentId() {
        return user().department().id();
    }

    /** Whether the user sees the rows of every department. */
    public boolean seesAll() {
        return user().role() == Role.ADMINISTRATOR;
    }

    /**
     * Goes on only for these roles and for administrators.
     *
     * @throws ProblemException 403 for anyone else
     */
    public void require(Role... roles) {
        Role own = user().role();
        if (own != Role.ADMINISTRATOR && !Arrays.asList(roles).contains(own)) {
            throw new ProblemException(403, "forbidden");
        }
    }
}
