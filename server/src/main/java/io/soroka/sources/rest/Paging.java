package io.soroka.sources.rest;

import java.util.Locale;

/** How an API cuts what it has into pages. */
enum Paging {
    /** Everything at once. */
    NONE,
    /** {@code page=3}. */
    PAGE,
    /** {@code offset=200}. */
    OFFSET,
    /** {@code cursor=…}, as the page before says it in its body. */
    CURSOR,
    /** The address in the header {@code Link: <…>; rel="next"}. */
    LINK;

    /** The word used in options. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Paging of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
