package io.soroka.access.web;

import io.soroka.access.Masking;
import io.soroka.access.Role;
import io.soroka.access.User;
import io.soroka.platform.OneOf;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in.
 *
 * @param department their own, in practice mode too
 * @param phone their own number, whole
 */
record SessionView(
        String login,
        String name,
        @OneOf(Role.class) String role,
        DepartmentView department,
        String language,
        @Nullable String phone,
        boolean practice) {
    static SessionView of(User user, boolean practice) {
        Long phone = user.phone();
        return new SessionView(
                user.login(),
                user.name(),
                user.role().code(),
                DepartmentView.of(user.department()),
                user.language().getLanguage(),
                phone == null ? null : Masking.full(phone),
                practice);
    }
}
