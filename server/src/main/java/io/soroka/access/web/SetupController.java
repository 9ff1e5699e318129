package io.soroka.access.web;

import io.soroka.access.Sessions;
import io.soroka.access.Setup;
import io.soroka.access.User;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The first administrator, made with the link on the console. */
@RestController
@RequestMapping("/api/v1/setup")
class SetupController {
    private final Setup setup;
    private final Sessions sessions;

    SetupController(Setup setup, Sessions sessions) {
        this.setup = setup;
        this.sessions = sessions;
    }

    record SetupState(boolean open) {}

    record Installation(
            @NotEmpty String token,
            @NotEmpty String company,
            @NotEmpty String login,
            @NotEmpty String name,
            @NotEmpty String password) {
        @Override
        public String toString() {
            return "Installation";
        }
    }

    @SecurityRequirements
    @GetMapping
    SetupState state() {
        return new SetupState(setup.isOpen());
    }

    @SecurityRequirements
    @PostMapping
    SessionView use(
            @Valid @RequestBody Installation wanted,
            HttpServletRequest request,
            HttpServletResponse response) {
        User user =
                setup.use(
                        wanted.token(),
                        wanted.company(),
                        wanted.login(),
                        wanted.name(),
                        wanted.password());
        SessionController.open(sessions, user, request, response);
        return SessionView.of(user, false);
    }
}
