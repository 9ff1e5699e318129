package io.soroka.access.web;

import io.soroka.access.PasswordLinks;
import io.soroka.access.User;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Choosing a password with a link. */
@RestController
@RequestMapping("/api/v1/password-links/{token}")
class PasswordLinkController {
    private final PasswordLinks links;

    PasswordLinkController(PasswordLinks links) {
        this.links = links;
    }

    record Owner(String login, String name) {}

    record NewPassword(@NotEmpty String password) {
        @Override
        public String toString() {
            return "NewPassword";
        }
    }

    @SecurityRequirements
    @GetMapping
    Owner owner(@PathVariable String token) {
        User user = links.find(token);
        return new Owner(user.login(), user.name());
    }

    @SecurityRequirements
    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void use(@PathVariable String token, @Valid @RequestBody NewPassword wanted) {
        links.use(token, wanted.password());
    }
}
