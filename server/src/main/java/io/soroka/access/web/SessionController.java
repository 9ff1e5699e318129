package io.soroka.access.web;

import io.soroka.access.Caller;
import io.soroka.access.CurrentUser;
import io.soroka.access.Device;
import io.soroka.access.Logins;
import io.soroka.access.Sessions;
import io.soroka.access.User;
import io.soroka.access.Users;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logging in and out, and what people change about themselves. */
@RestController
@RequestMapping("/api/v1/session")
class SessionController {
    private final Logins logins;
    private final Sessions sessions;
    private final Users users;
    private final CurrentUser current;

    SessionController(Logins logins, Sessions sessions, Users users, CurrentUser current) {
        this.logins = logins;
        this.sessions = sessions;
        this.users = users;
        this.current = current;
    }

    record Credentials(@NotEmpty String login, @NotEmpty String password) {
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    record Practice(boolean on) {}

    record Profile(@NotEmpty String name, @Nullable String phone, @NotEmpty String language) {
        @Override
        public String toString() {
            return "Profile";
        }
    }

    record PasswordChange(@NotEmpty String current, @NotEmpty String password) {
        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    record DeviceView(
            String id,
            boolean current,
            @Nullable String userAgent,
            String address,
            Instant openedAt,
            Instant usedAt) {}

    record Devices(List<DeviceView> items) {}

    @SecurityRequirements
    @PostMapping
    SessionView logIn(
            @Valid @RequestBody Credentials credentials,
            HttpServletRequest request,
            HttpServletResponse response) {
        User user = logins.check(credentials.login(), credentials.password());
        // Whatever session the browser brought along goes on for nobody.
        SessionCookie.read(request).flatMap(sessions::find).ifPresent(sessions::replaced);
        open(sessions, user, request, response);
        return SessionView.of(user, false);
    }

    /** Opens a session and gives the browser its cookie. */
    static void open(
            Sessions sessions,
            User user,
            HttpServletRequest request,
            HttpServletResponse response) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        SessionCookie.write(request, response, sessions.open(user, agent, request.getRemoteAddr()));
    }

    @GetMapping
    SessionView get() {
        return view(current.caller());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.close(current.caller());
        SessionCookie.remove(request, response);
    }

    @PutMapping("/practice")
    SessionView practise(@RequestBody Practice practice) {
        return view(sessions.practise(current.caller(), practice.on()));
    }

    @PutMapping("/profile")
    SessionView changeProfile(@Valid @RequestBody Profile profile) {
        Caller caller = current.caller();
        User user =
                users.changeProfile(
                        caller.user().id(), profile.name(), profile.phone(), profile.language());
        return SessionView.of(user, caller.practice());
    }

    @PutMapping("/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(@Valid @RequestBody PasswordChange change) {
        Caller caller = current.caller();
        logins.changePassword(caller.user(), session(caller), change.current(), change.password());
    }

    @GetMapping("/devices")
    Devices devices() {
        Caller caller = current.caller();
        long own = session(caller);
        return new Devices(
                sessions.devices(caller.user().id()).stream()
                        .map(device -> view(device, own))
                        .toList());
    }

    @DeleteMapping("/devices/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endDevice(@PathVariable long id) {
        sessions.end(id, current.id());
    }

    /** Keys are not let in here, so that there is a session. */
    private static long session(Caller caller) {
        return Objects.requireNonNull(caller.sessionId());
    }

    private static SessionView view(Caller caller) {
        return SessionView.of(caller.user(), caller.practice());
    }

    private static DeviceView view(Device device, long own) {
        return new DeviceView(
                String.valueOf(device.id()),
                device.id() == own,
                device.userAgent(),
                device.address(),
                device.openedAt(),
                device.usedAt());
    }
}
