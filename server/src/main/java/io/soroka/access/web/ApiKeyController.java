package io.soroka.access.web;

import io.soroka.access.ApiKey;
import io.soroka.access.ApiKeys;
import io.soroka.access.CurrentUser;
import io.soroka.access.Scope;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Programs' keys, for administrators. */
@RestController
@RequestMapping("/api/v1/api-keys")
class ApiKeyController {
    private final ApiKeys keys;
    private final CurrentUser current;

    ApiKeyController(ApiKeys keys, CurrentUser current) {
        this.keys = keys;
        this.current = current;
    }

    record KeyView(
            String id,
            String name,
            String prefix,
            List<String> scopes,
            DepartmentView department,
            Instant createdAt,
            String createdBy,
            @Nullable Instant lastUsedAt,
            @Nullable Instant expiresAt) {
        static KeyView of(ApiKey key) {
            return new KeyView(
                    String.valueOf(key.id()),
                    key.name(),
                    key.prefix(),
                    key.scopes().stream().map(Scope::code).toList(),
                    DepartmentView.of(key.department()),
                    key.createdAt(),
                    key.createdBy(),
                    key.lastUsedAt(),
                    key.expiresAt());
        }
    }

    record KeyList(List<KeyView> items) {}

    record NewKey(
            @NotEmpty String name,
            @NotEmpty String departmentId,
            @NotNull List<@NotNull String> scopes,
            @Nullable Instant expiresAt) {}

    record IssuedKey(KeyView key, String secret) {
        @Override
        public String toString() {
            return "IssuedKey[" + key + "]";
        }
    }

    @GetMapping
    KeyList list() {
        current.require();
        return new KeyList(keys.all().stream().map(KeyView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    IssuedKey make(@Valid @RequestBody NewKey wanted) {
        current.require();
        ApiKeys.Issued issued =
                keys.create(
                        current.user(),
                        wanted.name(),
                        DepartmentController.id(wanted.departmentId()),
                        wanted.scopes().stream().map(Scope::of).collect(Collectors.toSet()),
                        wanted.expiresAt());
        return new IssuedKey(KeyView.of(issued.key()), issued.secret());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id) {
        current.require();
        keys.revoke(id);
    }
}
