package io.soroka.templates;

import java.util.Locale;

final class Languages {
    static final Locale RUSSIAN = Locale.of("ru", "RU");
    static final Locale ENGLISH = Locale.US;

    private Languages() {}
}
