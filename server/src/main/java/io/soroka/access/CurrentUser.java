package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * The user whose request is being served; for controllers, and only on the request's own thread.
 */
@Component
public class CurrentUser {
    CurrentUser() {}

    static Optional<Caller> signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /**
     * Who sends the request.
     *
     * @throws ProblemException 401 if nobody is logged in
     */
    public Caller caller() {
        return signedIn().orElseThrow(() -> new ProblemException(401, "unauthenticated"));
    }

    /**
     * The user as stored at the request's beginning.
     *
     * @throws ProblemException 401 if nobody is logged in
     */
    public User user() {
        return caller().user();
    }

    /** The user's id. */
    public long id() {
        return user().id();
    }

    /**
     * The department whose rows the user sees and to which new rows belong; in practice mode the
     * practice twin of their own.
     */
    public long departmentId() {
        return caller().departmentId();
    }

    /** The department whose rows the user sees; null for everybody's. */
    public @Nullable Long scope() {
        return seesAll() ? null : Long.valueOf(departmentId());
    }

    /** Whether the user practises: what they send must reach simulated phones only. */
    public boolean practice() {
        return caller().practice();
    }

    /**
     * Whether the user sees the rows of every department: an administrator who doesn't practise.
     */
    public boolean seesAll() {
        Caller caller = caller();
        return caller.user().role() == Role.ADMINISTRATOR && !caller.practice();
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
