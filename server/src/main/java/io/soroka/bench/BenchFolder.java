package io.soroka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Where a measurement keeps its data; removed at the end unless the caller named it. */
record BenchFolder(Path path, boolean kept) implements AutoCloseable {

    /** The named folder, or a new one that the database's own user may enter too. */
    static BenchFolder open(@Nullable Path named) throws IOException {
        return named == null
                ? new BenchFolder(
                        Files.createTempDirectory(
                                "soroka-bench",
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwxr-xr-x"))),
                        false)
                : new BenchFolder(named, true);
    }

    @Override
    public void close() throws IOException {
        if (!kept) {
            try (var paths = Files.walk(path)) {
                for (Path one : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }
}
