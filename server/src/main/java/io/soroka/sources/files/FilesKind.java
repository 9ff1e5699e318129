package io.soroka.sources.files;

import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.tables.TemporaryFiles;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Files in a folder on this server. */
@Component
class FilesKind implements SourceKind {
    private static final SourceOption FOLDER = SourceOption.required("folder", 1_000);

    private final FilesSettings allowed;
    private final TemporaryFiles temporary;
    private final Clock clock;

    FilesKind(FilesSettings allowed, TemporaryFiles temporary, Clock clock) {
        this.allowed = allowed;
        this.temporary = temporary;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "files";
    }

    @Override
    public List<SourceOption> options() {
        return List.of(FOLDER, FolderOptions.PATTERNS, FolderOptions.TAKE, FolderOptions.QUIET);
    }

    @Override
    public SourceReader open(SourceSettings settings) {
        var folder = new ServerFolder(allowed.folders(), settings.text(FOLDER));
        // Whether it is there at all is told now.
        folder.list(file -> {});
        return new FolderReader(
                folder,
                FolderOptions.of(settings),
                allowed.maxBytes(),
                settings.statementSeconds(),
                temporary,
                clock);
    }
}
