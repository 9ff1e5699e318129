package io.soroka.imports;

import io.soroka.platform.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
class Uploads {

    private final Path folder;

    Uploads(Settings settings) throws IOException {
        folder = settings.data().resolve("uploads");
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** A new empty file that only we can read; the caller deletes it. */
    Path create() throws IOException {
        return Files.createTempFile(
                folder,
                "upload-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** A file that is removed when it is no longer needed. */
    record Temporary(Path path) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(path);
        }
    }

    /** The same as {@link #create()}, removed when closed. */
    Temporary temporary() throws IOException {
        return new Temporary(create());
    }

    /**
     * Writes a stream to a file.
     *
     * @return how many bytes there were
     * @throws ImportRefused if there are more than the limit
     */
    static long fill(Path file, InputStream content, ImportSettings settings) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                size += n;
                if (size > settings.maxBytes()) {
                    throw new ImportRefused("import.file-too-large", settings.maxMegabytes());
                }
                out.write(buffer, 0, n);
            }
        }
        return size;
    }
}
