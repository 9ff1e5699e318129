package io.soroka.sources.rest;

import io.soroka.platform.Settings;
import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** APIs that answer over HTTP with JSON. */
@Component
class RestKind implements SourceKind {
    private final SourcesSettings allowed;
    private final Clock clock;
    private final Settings settings;

    RestKind(SourcesSettings allowed, Clock clock, Settings settings) {
        this.allowed = allowed;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return "rest";
    }

    @Override
    public List<SourceOption> options() {
        List<SourceOption> options = new ArrayList<>(List.of(RestOptions.URL));
        options.addAll(HttpLogin.OPTIONS);
        options.addAll(
                List.of(
                        RestOptions.COLLECTIONS,
                        RestOptions.RECORDS,
                        RestOptions.PAGING,
                        RestOptions.PAGE_PARAMETER,
                        RestOptions.SIZE_PARAMETER,
                        RestOptions.SIZE,
                        RestOptions.FIRST_PAGE,
                        RestOptions.NEXT_PATH,
                        RestOptions.CHANGED_PARAMETER,
                        SourceHttp.AUTHORITY));
        return options;
    }

    @Override
    public SourceReader open(SourceSettings asked) {
        RestOptions options = RestOptions.of(asked);
        var http = new SourceHttp(options.base(), asked, allowed.rules(), clock);
        var reader = new RestReader(http, options, settings.timeZone(), clock);
        try {
            reader.check();
            return reader;
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }
}
