package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.util.regex.Pattern;

/** Which names and logins are accepted; what passes is safe to store and to show. */
final class Names {
    private static final Pattern LOGIN = Pattern.compile("[\\p{L}\\p{N}._@+-]{1,100}");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,200}");

    private Names() {}

    static boolean isLogin(String login) {
        return LOGIN.matcher(login).matches();
    }

    static String login(String login) {
        if (!isLogin(login)) {
            throw new ProblemException(400, "login-malformed").at("/login");
        }
        return login;
    }

    static String name(String name) {
        String given = name.strip();
        if (!NAME.matcher(given).matches()) {
            throw new ProblemException(400, "name-malformed").at("/name");
        }
        return given;
    }
}
