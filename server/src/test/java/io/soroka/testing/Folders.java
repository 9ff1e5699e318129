package io.soroka.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders below {@code target}, which a database's own user may enter too. */
public final class Folders {
    private Folders() {}

    /** A new folder whose name begins so. */
    public static Path fresh(String name) throws IOException {
        Path target = Path.of("target").toAbsolutePath();
        Files.createDirectories(target);
        Path folder = Files.createTempDirectory(target, name + "-");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }
}
