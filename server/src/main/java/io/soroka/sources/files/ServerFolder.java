package io.soroka.sources.files;

import io.soroka.sources.SourceFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A folder on this server, at or below one that is allowed. Each time it is walked to from there
 * step by step, and no step is a link: whatever is renamed meanwhile, the way never leads out.
 */
final class ServerFolder implements Folder {
    private final Path root;
    private final Path below;

    /**
     * Finds the folder that is allowed.
     *
     * @throws SourceFailure {@code source.folder-refused} if there is none
     */
    ServerFolder(List<Path> allowed, String wanted) {
        Path path = path(wanted);
        // "a/../b" is what it says it is only if "a" is no link.
        if (!path.isAbsolute() || !path.equals(path.normalize())) {
            throw new SourceFailure("source.folder-refused");
        }
        root =
                allowed.stream()
                        .filter(path::startsWith)
                        .findFirst()
                        .orElseThrow(() -> new SourceFailure("source.folder-refused"));
        below = root.relativize(path);
    }

    private static Path path(String wanted) {
        try {
            return Path.of(wanted);
        } catch (InvalidPathException e) {
            throw new SourceFailure("source.folder-refused");
        }
    }

    @FunctionalInterface
    private interface Work {
        void in(SecureDirectoryStream<Path> folder) throws IOException;
    }

    private void inside(Work work) {
        try (SecureDirectoryStream<Path> stream = walk()) {
            work.in(stream);
        } catch (IOException | DirectoryIteratorException e) {
            throw new SourceFailure("source.folder-unreadable");
        }
    }

    // Whoever walked closes what is left open.
    @SuppressWarnings("StreamResourceLeak")
    private SecureDirectoryStream<Path> walk() throws IOException {
        SecureDirectoryStream<Path> here = secure(Files.newDirectoryStream(root));
        for (Path step : below) {
            if (!step.toString().isEmpty()) {
                try (SecureDirectoryStream<Path> above = here) {
                    here = secure(above.newDirectoryStream(step, LinkOption.NOFOLLOW_LINKS));
                }
            }
        }
        return here;
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
            throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return secure;
        }
        stream.close();
        throw new IOException("no way to walk without links");
    }

    @Override
    public void list(Consumer<FoundFile> taker) {
        inside(folder -> {
            for (Path one : folder) {
                Path name = one.getFileName();
                BasicFileAttributes attributes;
                try {
                    attributes = attributes(folder, name);
                } catch (IOException e) {
                    // It is gone by now.
                    continue;
                }
                if (attributes.isRegularFile() && !name.toString().startsWith(".")) {
                    taker.accept(found(name, attributes));
                }
            }
        });
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name)
            throws IOException {
        return folder.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    private static FoundFile found(Path name, BasicFileAttributes attributes) {
        return new FoundFile(
                name.toString(), attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    @Override
    public void copy(FoundFile file, OutputStream to, Runnable goOn) {
        var changed = new SourceFailure("source.file-changed", file.name());
        inside(folder -> {
            Path name = Path.of(file.name());
            if (name.getNameCount() != 1 || !name.equals(name.normalize())) {
                throw changed;
            }
            long size = 0;
            try (InputStream in = open(folder, name, changed)) {
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    goOn.run();
                    size += n;
                    if (size > file.size()) {
                        throw changed;
                    }
                    write(to, buffer, n);
                }
            }
            BasicFileAttributes now = attributes(folder, name);
            if (size != file.size() || !now.isRegularFile() || !found(name, now).equals(file)) {
                throw changed;
            }
        });
    }

    private static InputStream open(
            SecureDirectoryStream<Path> folder, Path name, SourceFailure ifGone)
            throws IOException {
        try {
            return Channels.newInputStream(
                    folder.newByteChannel(
                            name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException e) {
            throw ifGone;
        }
    }

    /** What fails here is our disk, not the folder. */
    private static void write(OutputStream to, byte[] buffer, int length) {
        try {
            to.write(buffer, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A disk answers or does not; nothing can be done from outside. */
    @Override
    public void hangUp() {}

    @Override
    public void close() {}
}
