package io.soroka.sources.sftp;

import io.soroka.sources.SourceKind;
import io.soroka.sources.SourceOption;
import io.soroka.sources.SourceReader;
import io.soroka.sources.SourceSettings;
import io.soroka.sources.SourcesSettings;
import io.soroka.sources.files.FilesSettings;
import io.soroka.sources.files.FolderOptions;
import io.soroka.sources.files.FolderReader;
import io.soroka.tables.TemporaryFiles;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Files in a folder of another server, over SFTP. */
@Component
class SftpKind implements SourceKind {
    static final SourceOption HOST =
            SourceOption.required("host", 253, Pattern.compile("[\\p{L}\\p{N}._:-]+"));
    static final SourceOption PORT = SourceOption.number("port", 22, 1, 65_535);
    static final SourceOption USER = SourceOption.required("user", 128);
    static final SourceOption LOGIN =
            SourceOption.choice("login", "password", List.of("password", "key"));
    static final SourceOption SECRET = SourceOption.secretLines(20_000);
    static final SourceOption FINGERPRINT =
            SourceOption.optional("fingerprint", 60, Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?"));
    static final SourceOption FOLDER = SourceOption.required("folder", 1_000);

    private final SourcesSettings allowed;
    private final FilesSettings files;
    private final TemporaryFiles temporary;
    private final Clock clock;

    SftpKind(SourcesSettings allowed, FilesSettings files, TemporaryFiles temporary, Clock clock) {
        this.allowed = allowed;
        this.files = files;
        this.temporary = temporary;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "sftp";
    }

    @Override
    public List<SourceOption> options() {
        return List.of(
                HOST,
                PORT,
                USER,
                LOGIN,
                SECRET,
                FINGERPRINT,
                FOLDER,
                FolderOptions.PATTERNS,
                FolderOptions.TAKE,
                FolderOptions.QUIET);
    }

    @Override
    public SourceReader open(SourceSettings settings) {
        SftpFolder folder = SftpFolder.connect(settings, allowed.rules());
        try {
            // Whether it is there at all is told now.
            folder.requireFolder();
            return new FolderReader(
                    folder,
                    FolderOptions.of(settings),
                    files.maxBytes(),
                    settings.statementSeconds(),
                    temporary,
                    clock);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }
}
