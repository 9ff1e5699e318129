package io.soroka.tables;

import io.soroka.platform.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.stereotype.Component;

/**
 * The folder for files that are being looked at. Each is removed when that is over; what a killed
 * server left is removed at the next start.
 */
@Component
public class TemporaryFiles {

    private final Path folder;

    /** In a folder below that of all data. */
    public TemporaryFiles(Settings settings) throws IOException {
        folder = settings.data().resolve("uploads");
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** A new empty file that only we can read; the caller deletes it. */
    public Path create() throws IOException {
        return Files.createTempFile(
                folder,
                "upload-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** A file that is removed when it is no longer needed. */
    public record Temporary(Path path) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    /** The same as {@link #create()}, removed when closed. */
    public Temporary temporary() throws IOException {
        return new Temporary(create());
    }
}
