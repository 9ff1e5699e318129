package io.soroka.access.web;

import io.soroka.access.Account;
import io.soroka.access.Accounts;
import io.soroka.access.CurrentUser;
import io.soroka.access.PasswordLink;
import io.soroka.access.PasswordLinks;
import io.soroka.access.Role;
import io.soroka.access.User;
import io.soroka.platform.OneOf;
import io.soroka.platform.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users, for administrators. */
@RestController
@RequestMapping("/api/v1/users")
class UserController {
    private static final int PAGE = 100;

    private final Accounts accounts;
    private final PasswordLinks links;
    private final CurrentUser current;

    UserController(Accounts accounts, PasswordLinks links, CurrentUser current) {
        this.accounts = accounts;
        this.links = links;
        this.current = current;
    }

    record UserView(
            String id,
            String login,
            String name,
            @OneOf(Role.class) String role,
            DepartmentView department,
            boolean active,
            @Nullable Instant lockedUntil,
            @Nullable Instant lastSeenAt) {
        static UserView of(Account account) {
            User user = account.user();
            return new UserView(
                    String.valueOf(user.id()),
                    user.login(),
                    user.name(),
                    user.role().code(),
                    DepartmentView.of(user.department()),
                    user.active(),
                    account.lockedUntil(),
                    account.lastSeenAt());
        }
    }

    record UserPage(List<UserView> items, @Nullable String next) {}

    record NewUser(
            @NotEmpty String login,
            @NotEmpty String name,
            @NotEmpty @OneOf(Role.class) String role,
            @NotEmpty String departmentId) {}

    record UserChange(
            @NotEmpty String name,
            @NotEmpty @OneOf(Role.class) String role,
            @NotEmpty String departmentId,
            @NotNull Boolean active) {}

    record LinkView(String token, Instant expiresAt) {
        static LinkView of(PasswordLink link) {
            return new LinkView(link.token(), link.expiresAt());
        }
    }

    record InvitationView(UserView user, LinkView link) {}

    @GetMapping
    UserPage list(
            @RequestParam(required = false) @Nullable String query,
            @RequestParam(required = false) @Nullable Long after) {
        current.require();
        List<UserView> found =
                accounts.page(query, after, PAGE + 1).stream().map(UserView::of).toList();
        List<UserView> items = found.subList(0, Math.min(PAGE, found.size()));
        return new UserPage(items, found.size() > PAGE ? items.getLast().id() : null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    InvitationView invite(@Valid @RequestBody NewUser wanted) {
        current.require();
        Accounts.Invitation made =
                accounts.invite(
                        wanted.login(),
                        wanted.name(),
                        role(wanted.role()),
                        DepartmentController.id(wanted.departmentId()));
        return new InvitationView(UserView.of(made.account()), LinkView.of(made.link()));
    }

    @PutMapping("/{id}")
    UserView change(@PathVariable long id, @Valid @RequestBody UserChange wanted) {
        current.require();
        return UserView.of(
                accounts.change(
                        id,
                        wanted.name(),
                        role(wanted.role()),
                        DepartmentController.id(wanted.departmentId()),
                        wanted.active()));
    }

    @PostMapping("/{id}/link")
    LinkView makeLink(@PathVariable long id) {
        current.require();
        return LinkView.of(links.create(id));
    }

    @PostMapping("/{id}/unlock")
    UserView unlock(@PathVariable long id) {
        current.require();
        return UserView.of(accounts.unlock(id));
    }

    @DeleteMapping("/{id}/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSessions(@PathVariable long id) {
        current.require();
        accounts.endSessions(id);
    }

    private static Role role(String code) {
        return Arrays.stream(Role.values())
                .filter(role -> role.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new ProblemException(400, "role-unknown").at("/role"));
    }
}
