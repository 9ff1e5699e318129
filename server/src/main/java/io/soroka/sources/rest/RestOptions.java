package io.soroka.sources.rest;

import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How an API is asked.
 *
 * @param base its address; what is read stands below it
 * @param collections paths below it, each an entity
 * @param records where records stand in a body; empty if the body is their list
 * @param pageParameter names the page, the offset or the cursor
 * @param sizeParameter names the number of rows; empty if it can't be asked for
 * @param size rows of a page
 * @param firstPage the number of the first page
 * @param nextPath where the cursor of the next page stands in a body
 * @param changedParameter takes the moment since when changes are wanted; empty if there is none
 */
record RestOptions(
        URI base,
        List<String> collections,
        String records,
        Paging paging,
        String pageParameter,
        String sizeParameter,
        int size,
        int firstPage,
        String nextPath,
        String changedParameter) {
    private static final Pattern PATH = Pattern.compile("[^\\p{Cntrl}\\s]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.$\\[\\]-]*");

    static final SourceOption URL =
            SourceOption.required("url", 1_000, Pattern.compile("https?://[^\\s#?]+"));
    static final SourceOption COLLECTIONS =
            new SourceOption(
                    "collections",
                    SourceOption.Type.LINES,
                    null,
                    Pattern.compile("[\\x21-\\x7e\\r\\n]+"),
                    0,
                    4_000,
                    List.of());
    static final SourceOption RECORDS = SourceOption.optional("records", 200, PATH);
    static final SourceOption PAGING =
            SourceOption.choice(
                    "paging", "none", Arrays.stream(Paging.values()).map(Paging::word).toList());
    static final SourceOption PAGE_PARAMETER = SourceOption.optional("pageParameter", 100, NAME);
    static final SourceOption SIZE_PARAMETER = SourceOption.optional("sizeParameter", 100, NAME);
    static final SourceOption SIZE = SourceOption.number("size", 100, 1, 10_000);
    static final SourceOption FIRST_PAGE = SourceOption.number("firstPage", 1, 0, 1);
    static final SourceOption NEXT_PATH = SourceOption.optional("nextPath", 200, PATH);
    static final SourceOption CHANGED_PARAMETER =
            SourceOption.optional("changedParameter", 100, NAME);

    RestOptions {
        collections = List.copyOf(collections);
    }

    static RestOptions of(SourceSettings settings) {
        Paging paging = Paging.of(settings.text(PAGING));
        String page = settings.text(PAGE_PARAMETER);
        String next = settings.text(NEXT_PATH);
        return new RestOptions(
                SourceHttp.address(settings.text(URL)),
                settings.text(COLLECTIONS)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .distinct()
                        .toList(),
                settings.text(RECORDS),
                paging,
                page.isEmpty() ? paging.word() : page,
                settings.text(SIZE_PARAMETER),
                settings.number(SIZE),
                settings.number(FIRST_PAGE),
                next.isEmpty() ? "next" : next,
                settings.text(CHANGED_PARAMETER));
    }
}
