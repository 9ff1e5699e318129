package io.soroka.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a measurement keeps its data; removed at the end unless the caller named it. */
record BenchFolder(Path path, boolean kept) implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> ENTERED_BY_ALL =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));

    /** The named folder, made if need be, or a new one; the database's own user may enter both. */
    static BenchFolder open(@Nullable Path named) throws IOException {
        return named == null
                ? new BenchFolder(Files.createTempDirectory("soroka-bench", ENTERED_BY_ALL), false)
                : new BenchFolder(Files.createDirectories(named, ENTERED_BY_ALL), true);
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
