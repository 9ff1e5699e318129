package io.soroka.access;

import java.util.Locale;

/**
 * Someone who may log in.
 *
 * @param login what they log in with; case makes no difference
 * @param name how others see them
 * @param active whether they may still log in
 * @param language of the interface and of messages to them, Russian or English
 */
public record User(
        long id,
        String login,
        String name,
        Role role,
        Department department,
        boolean active,
        Locale language) {}
