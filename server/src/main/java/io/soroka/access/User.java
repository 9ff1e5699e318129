package io.soroka.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Someone who may log in.
 *
 * @param login what they log in with; case makes no difference
 * @param name how others see them
 * @param active whether they may still log in
 * @param language of the interface and of messages to them, Russian or English
 * @param phone their own number, to which test messages go: digits without plus
 */
public record User(
        long id,
        String login,
        String name,
        Role role,
        Department department,
        boolean active,
        Locale language,
        @Nullable Long phone) {}
